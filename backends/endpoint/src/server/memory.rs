//! How much memory requests and answers may take at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The bodies of all requests, as they are sent and unpacked.
const BODIES: usize = 256 * 1024 * 1024;
/// What is read from all bodies.
const TREES: usize = 512 * 1024 * 1024;
/// Answers that clients have not taken yet.
const ANSWERS: usize = 256 * 1024 * 1024;
/// Bodies and answers of so many bytes are counted among neither: most are smaller, and none of them has to wait because
/// others are large.
pub(super) const SMALL: usize = 16 * 1024;
/// The most bytes that the tree of a body takes for each list in it, whose vector begins with room for four elements, and for
/// each other mark of structure: a vector that grows holds twice its elements.
const TREE_PER_LIST: usize = 192;
const TREE_PER_MARK: usize = 64;

/// The memory that requests and answers take from.
#[derive(Clone, Debug)]
pub(crate) struct Memory {
    bodies: Arc<Semaphore>,
    trees: Arc<Semaphore>,
    answers: Arc<AtomicUsize>,
}

/// A share of the memory, given back when it is dropped.
pub(super) type Share = Option<OwnedSemaphorePermit>;

impl Default for Memory {
    fn default() -> Self {
        Self {
            bodies: Arc::new(Semaphore::new(BODIES)),
            trees: Arc::new(Semaphore::new(TREES)),
            answers: Arc::default(),
        }
    }
}

impl Memory {
    /// Waits until there is memory for a body of so many bytes.
    pub(super) async fn for_body(&self, bytes: usize) -> Share {
        share(&self.bodies, bytes.min(BODIES)).await
    }

    /// Waits until there is memory for what a body is read to. Whoever holds a share of this waits for no other.
    pub(super) async fn for_tree(&self, body: &[u8]) -> Share {
        if body.len() <= SMALL {
            return None;
        }
        let of_byte = |byte: &u8| match byte {
            b'[' => TREE_PER_LIST,
            b',' | b':' | b'{' => TREE_PER_MARK,
            _ => 1,
        };
        share(&self.trees, body.iter().map(of_byte).sum::<usize>().min(TREES)).await
    }

    /// Whether clients leave so much unread that no more is to be read for them.
    pub(super) fn is_full(&self) -> bool {
        self.answers.load(Ordering::Relaxed) >= ANSWERS
    }

    /// Counts an answer until the client has taken it.
    pub(super) fn hold(&self, answer: Vec<u8>) -> Bytes {
        if answer.len() <= SMALL {
            return answer.into();
        }
        self.answers.fetch_add(answer.len(), Ordering::Relaxed);
        Bytes::from_owner(Held { answer, answers: self.answers.clone() })
    }
}

/// An answer that is counted.
struct Held {
    answer: Vec<u8>,
    answers: Arc<AtomicUsize>,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.answer
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.answers.fetch_sub(self.answer.len(), Ordering::Relaxed);
    }
}

async fn share(of: &Arc<Semaphore>, bytes: usize) -> Share {
    // All of it together is less than a permit counts, and nobody closes it.
    of.clone().acquire_many_owned(u32::try_from(bytes).ok()?).await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_counts_until_it_is_dropped() {
        let memory = Memory::default();
        let small = memory.hold(vec![0; SMALL]);
        let mut large: Vec<Bytes> =
            (0..ANSWERS / (SMALL * 64)).map(|_| memory.hold(vec![0; SMALL * 64])).collect();
        assert!(memory.is_full());
        let part = large.pop().map(|last| last.slice(..1));
        assert!(memory.is_full(), "a part keeps all of it");
        drop(part);
        assert!(!memory.is_full());
        drop((small, large));
        assert_eq!(memory.answers.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn a_tree_takes_as_much_as_its_elements_at_least() {
        use crate::wire::json::Json;

        let memory = Memory::default();
        for body in [
            format!("[{}]", vec!["1"; 100_000].join(",")),
            format!("[{}]", vec!["[]"; 100_000].join(",")),
            format!("[{}]", vec!["[1]"; 100_000].join(",")),
            format!("[{}]", vec!["[[[[1]]]]"; 100_000].join(",")),
            format!("[{}]", vec![r#"{"":1}"#; 100_000].join(",")),
            format!("{{{}}}", vec![r#""":1"#; 100_000].join(",")),
        ] {
            let share = memory.for_tree(body.as_bytes()).await.map_or(0, |share| share.num_permits());
            let tree = size(&Json::parse(body.as_bytes()).unwrap());
            assert!(share >= tree && share < 8 * tree, "{share} for {tree}: {}", &body[..20]);
        }
    }

    /// The bytes of a tree, without what allocators add.
    fn size(json: &crate::wire::json::Json<'_>) -> usize {
        let inside = match json {
            crate::wire::json::Json::List(elements) => {
                (elements.capacity() - elements.len()) * size_of_val(json)
                    + elements.iter().map(size).sum::<usize>()
            }
            crate::wire::json::Json::Object(members) => {
                let member = members.first().map_or(0, |first| size_of_val(first) - size_of_val(json));
                members.capacity() * member
                    + (members.capacity() - members.len()) * size_of_val(json)
                    + members.iter().map(|(_, value)| size(value)).sum::<usize>()
            }
            _ => 0,
        };
        size_of_val(json) + inside
    }
}
