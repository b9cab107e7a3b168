use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Job(Job<String>),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "JOB#{id}", sk = "JOB")]
#[access(name = in_queue, index = gsi1, pk = "QUEUE#{queue}", sk = "{id}")]
struct Job<T> {
    id: String,
    queue: String,
    payload: T,
}

fn main() {
    let _ = Job::<String>::key("j1");
    let _ = Job::<u32>::key("j1");
    let _ = Job::<u32>::in_queue("mail");
    let _ = Job::<String>::in_queue("a".."b");
}
