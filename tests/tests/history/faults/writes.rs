use dynamo_model::request::{Capacity, DeleteItem, DeleteItemOutput, PutItem, PutItemOutput, ReturnValues};
use dynamo_model::{Backend, Result};

use super::{Fault, Faulty};

impl Faulty {
    pub(super) async fn faulty_delete(&self, mut request: DeleteItem) -> Result<DeleteItemOutput> {
        let (table, asked) = (request.table.clone(), request.return_values);
        request.return_values = ReturnValues::AllOld;
        let mut output = self.engine.db.delete_item(request).await?;
        match &output.attributes {
            Some(item) if self.fault == Fault::DroppedIndexDelete => {
                self.memory.lock().unwrap().deleted.push((table, item.clone()));
            }
            Some(item) if item.contains("s") => {
                self.engine.db.put_item(PutItem::new(table, item.clone())).await?;
            }
            _ => {}
        }
        output.attributes = output.attributes.filter(|_| asked == ReturnValues::AllOld);
        Ok(output)
    }

    pub(super) async fn overcharged_put(&self, request: PutItem) -> Result<PutItemOutput> {
        let mut output = self.engine.db.put_item(request).await?;
        if let Some(consumed) =
            output.consumed_capacity.as_mut().filter(|one| one.total > Capacity::from_units(1))
        {
            consumed.total += Capacity::from_halves(1);
        }
        Ok(output)
    }

    /// Puts something else in between if the item is there already.
    pub(super) async fn restless_put(&self, mut request: PutItem) -> Result<PutItemOutput> {
        let asked = std::mem::replace(&mut request.return_values, ReturnValues::AllOld);
        if !matches!(asked, ReturnValues::None | ReturnValues::AllOld) {
            request.return_values = asked;
            return self.engine.db.put_item(request).await;
        }
        let (table, item) = (request.table.clone(), request.item.clone());
        let mut output = self.engine.db.put_item(request).await?;
        if output.attributes.as_ref() == Some(&item) {
            let mut other = item.clone();
            other.insert("other", true);
            self.engine.db.put_item(PutItem::new(table.clone(), other)).await?;
            self.engine.db.put_item(PutItem::new(table, item)).await?;
        }
        output.attributes = output.attributes.filter(|_| asked == ReturnValues::AllOld);
        Ok(output)
    }
}
