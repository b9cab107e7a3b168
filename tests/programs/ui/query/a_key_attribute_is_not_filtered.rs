use dynamo_model::{Db, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "by_shelf", pk = "shelf", sk("pages", N))]
#[index(name = "gsi1")]
enum Shop {
    Book(Book),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "BOOK#{id}", sk = "BOOK")]
#[access(name = whole)]
#[access(name = on_shelf, index = by_shelf, pk = "{shelf}", sk = "{pages}")]
#[access(name = by_author, index = gsi1, pk = "{author}", sk = "{id}")]
struct Book {
    id: String,
    author: String,
    shelf: String,
    pages: u32,
}

fn allowed(shop: &Db<Shop>) {
    let _ = shop.query(Book::whole("b1")).filter(|b| b.shelf.eq("A").and(b.pages.gt(3)));
    let _ = shop.query(Book::by_author("Ada")).filter(|b| b.shelf.eq("A").or(b.author.eq("Ada")));
    let _ = shop.scan::<Book>().through(Book::ON_SHELF).filter(|b| b.shelf.begins_with("A"));
    let _ = shop.delete(Book::key("b1")).only_if(|b| b.shelf.exists());
}

fn refused(shop: &Db<Shop>) {
    let _ = shop.query(Book::on_shelf("A")).filter(|b| b.pages.gt(3));
    let long = Book::on_shelf("A").pages(3..);
    let _ = shop.query(long).filter(|b| b.author.eq("Ada").and(b.shelf.begins_with("A")));
}

fn main() {}
