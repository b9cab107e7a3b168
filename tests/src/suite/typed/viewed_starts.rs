//! Collections that go on after a member that is a view.

use dynamo_model::{Collection, Db, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Table)]
#[table(name = "clinic")]
#[index(name = "by_ward", project(include))]
#[index(name = "by_weight", sk("grams", N), local)]
enum Clinic {
    Patient(Patient),
    Visit(Visit),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Clinic, pk = "PATIENT#{id}", sk = "ABOUT")]
struct Patient {
    id: u32,
    about: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Clinic, pk = "PATIENT#{patient}", sk = "VISIT#{number}")]
#[access(name = in_ward, index = by_ward, pk = "WARD#{ward}", sk = "{day}", view = Ward)]
#[access(name = weighed, index = by_weight, pk = "PATIENT#{patient}", sk(grams))]
struct Visit {
    #[attr(key)]
    patient: u32,
    number: u32,
    #[attr(key)]
    ward: Option<Wing>,
    day: u32,
    grams: u32,
    notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, dynamo_model::KeyPart)]
struct Wing(String);

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Patient)]
struct PatientId {
    id: u32,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Visit)]
struct Numbered {
    patient: u32,
    number: u32,
    #[projection(from = notes[0])]
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Visit)]
struct Ward {
    number: u32,
    #[projection(from = number)]
    again: u32,
    #[projection(from = patient)]
    of: u32,
    ward: Option<Wing>,
    day: u32,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Visit)]
struct Weight {
    patient: u32,
    number: u32,
    grams: u32,
}

#[derive(Debug, Clone, PartialEq, Collection)]
#[collection(table = Clinic, pk = "PATIENT#{patient}", of(patient: u32))]
enum OfPatient {
    Patient(PatientId),
    Visit(Numbered),
}

#[derive(Debug, Clone, PartialEq, Collection)]
#[collection(table = Clinic, index = by_ward, pk = "WARD#{ward}", of(ward: Wing))]
enum InWard {
    Visit(Ward),
}

#[derive(Debug, Clone, PartialEq, Collection)]
#[collection(table = Clinic, index = by_weight, pk = "PATIENT#{patient}", of(patient: u32))]
enum Weighed {
    Visit(Weight),
}

fn wing() -> Wing {
    Wing("north".to_owned())
}

fn visit(number: u32) -> Visit {
    let (ward, notes) = (Some(wing()), vec![format!("note {number}")]);
    Visit { patient: 7, number, ward, day: 100 - number, grams: 9 - number, notes }
}

fn numbered(number: u32) -> Numbered {
    Numbered { patient: 7, number, note: Some(format!("note {number}")) }
}

fn ward(number: u32) -> Ward {
    Ward { number, again: number, of: 7, ward: Some(wing()), day: 100 - number }
}

async fn clinic(target: &Target) -> Result<Db<Clinic>> {
    let db = target.db::<Clinic>().await?;
    db.put(&Patient { id: 7, about: "tall".to_owned() }).await?;
    for number in 1..4 {
        db.put(&visit(number)).await?;
    }
    Ok(db)
}

pub async fn a_collection_goes_on_after_a_view_that_has_its_keys(target: &Target) -> Result<()> {
    let db = clinic(target).await?;
    let all = || db.query(OfPatient::of(7)).consistent();
    let read = all().all().await?;
    let visits: Vec<OfPatient> = (1..4).map(|number| OfPatient::Visit(numbered(number))).collect();
    assert_eq!(read, [vec![OfPatient::Patient(PatientId { id: 7 })], visits].concat());
    for (place, last) in read.iter().enumerate() {
        let of_patient = OfPatient::of(7).consistent();
        let after = match last {
            OfPatient::Patient(patient) => of_patient.starting_after_member(patient),
            OfPatient::Visit(visit) => of_patient.starting_after_member(visit),
        };
        assert_eq!(db.query(after).all().await?, read[place + 1..]);
    }
    let before = OfPatient::of(7).descending().starting_after_member(&numbered(2));
    assert_eq!(db.query(before).first().await?, Some(OfPatient::Visit(numbered(1))));
    Ok(())
}

pub async fn a_view_is_a_place_in_an_index_by_all_parts_of_its_keys(target: &Target) -> Result<()> {
    let db = clinic(target).await?;
    let in_ward = |last: &Ward| db.query(InWard::of(wing()).starting_after_member(last));
    let after = [2, 1].map(|number| InWard::Visit(ward(number)));
    assert_eq!(in_ward(&ward(3)).all().await?, after, "by day");
    let nowhere = Ward { ward: None, ..ward(3) };
    let error = refused(in_ward(&nowhere).all().await);
    assert!(error.is_validation() && error.is_unsent());
    let wanted =
        "query `InWard`: the `Ward` to start after is not in index `by_ward`, as it has no `by_wardpk`";
    assert_eq!(error.message(), wanted);
    let weight = |number: u32| Weight { patient: 7, number, grams: 9 - number };
    let weighed = db.query(Weighed::of(7).consistent().starting_after_member(&weight(2)));
    assert_eq!(weighed.all().await?, [Weighed::Visit(weight(1))], "an attribute of its own is a key, too");
    Ok(())
}

pub async fn a_view_that_a_collection_does_not_read_is_no_place_in_it(target: &Target) -> Result<()> {
    let db = clinic(target).await?;
    let other = Numbered { patient: 8, ..numbered(1) };
    let error = refused(db.query(OfPatient::of(7).starting_after_member(&other)).all().await);
    assert!(error.is_validation());
    let wanted = "the entity to start after is none of those it reads, as its `pk` is \"PATIENT#0000000008\"";
    assert!(error.message().ends_with(wanted), "{error}");
    Ok(())
}
