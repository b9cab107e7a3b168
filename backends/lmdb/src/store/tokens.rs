//! Tokens: what transactions did lately, so that none runs twice.
//!
//! ```text
//! 0x00 token                    the row of a Record
//! 0x01 expiry(u64 BE) token     nothing: the order in which to forget
//! ```

use std::collections::BTreeMap;
use std::ops::Bound;

use dynamo_model::value::{Item, as_bytes};
use dynamo_model::{Error, ErrorKind, Result};
use heed::{RoTxn, RwTxn};
use serde::{Deserialize, Serialize};

use super::Store;
use crate::codec::{Fingerprint, row};
use crate::error::storage;

/// How long a token lasts, in milliseconds.
const LIFETIME: u64 = 10 * 60 * 1000;
/// The most tokens forgotten at once: more than come at once, so that none stays for long.
const MOST_FORGOTTEN: usize = 16;
const RECORD: u8 = 0;
const EXPIRY: u8 = 1;

/// A transaction that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) fingerprint: Fingerprint,
    /// The read units its repetition costs, by table.
    pub(crate) reads: BTreeMap<String, u64>,
}

/// What a row of the database of tokens is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenRow<'t> {
    /// The record of a transaction that was done with this token.
    Record(&'t str),
    /// When to forget a token, in milliseconds since 1970.
    Expiry(u64, &'t str),
}

impl<'t> TokenRow<'t> {
    /// Reads a key; `None` if the engine does not write such keys.
    pub(crate) fn of(key: &'t [u8]) -> Option<Self> {
        let (kind, rest) = key.split_first()?;
        match *kind {
            RECORD => Some(Self::Record(str::from_utf8(rest).ok()?)),
            EXPIRY => {
                let (at, token) = rest.split_first_chunk::<8>()?;
                Some(Self::Expiry(u64::from_be_bytes(*at), str::from_utf8(token).ok()?))
            }
            _ => None,
        }
    }

    /// Makes the key.
    pub(crate) fn key(self) -> Vec<u8> {
        match self {
            Self::Record(token) => record_key(token),
            Self::Expiry(at, token) => expiry_key(at, token),
        }
    }

    /// Reads from a record when its token is to be forgotten, in milliseconds since 1970.
    pub(crate) fn expires_at(key: &[u8], bytes: &[u8]) -> Result<u64> {
        Record::decode(key, bytes).map(|record| record.expires_at)
    }
}

/// A transaction on disk: an item like any other.
#[derive(Serialize, Deserialize)]
struct Record {
    #[serde(with = "as_bytes")]
    fingerprint: Vec<u8>,
    reads: BTreeMap<String, u64>,
    /// Milliseconds since 1970.
    expires_at: u64,
}

impl Record {
    fn decode(key: &[u8], bytes: &[u8]) -> Result<Self> {
        row::decode(key, bytes)?.item.deserialize().map_err(|_| damaged())
    }
}

impl Store {
    /// Returns what was done with this token, unless it was too long ago.
    pub(crate) fn done(&self, txn: &RoTxn<'_>, token: &str, now: u64) -> Result<Option<Done>> {
        let Some(record) = self.record(txn, token)?.filter(|record| record.expires_at > now) else {
            return Ok(None);
        };
        let fingerprint = record.fingerprint.try_into().map_err(|_| damaged())?;
        Ok(Some(Done { fingerprint: Fingerprint(fingerprint), reads: record.reads }))
    }

    /// Keeps what was done with a token for ten minutes, and forgets what expired. Returns the size of what is kept.
    pub(crate) fn remember(&self, txn: &mut RwTxn<'_>, token: &str, done: Done, now: u64) -> Result<usize> {
        if let Some(former) = self.record(txn, token)? {
            self.tokens.delete(txn, &expiry_key(former.expires_at, token)).map_err(storage)?;
        }
        let expires_at = now.saturating_add(LIFETIME);
        let record = Record { fingerprint: done.fingerprint.0.to_vec(), reads: done.reads, expires_at };
        let item = Item::from_serialize(&record)?;
        let (key, expiry) = (record_key(token), expiry_key(expires_at, token));
        let row = row::encode(&key, item.view(), item.size())?;
        self.tokens.put(txn, &key, &row).map_err(storage)?;
        self.tokens.put(txn, &expiry, &[]).map_err(storage)?;
        self.forget(txn, now)?;
        Ok(key.len() + row.len() + expiry.len())
    }

    fn record(&self, txn: &RoTxn<'_>, token: &str) -> Result<Option<Record>> {
        let key = record_key(token);
        let Some(bytes) = self.tokens.get(txn, &key).map_err(storage)? else {
            return Ok(None);
        };
        Record::decode(&key, bytes).map(Some)
    }

    fn forget(&self, txn: &mut RwTxn<'_>, now: u64) -> Result<()> {
        let (first, end) = (expiry_key(0, ""), expiry_key(now.saturating_add(1), ""));
        let bounds = (Bound::Included(first.as_slice()), Bound::Excluded(end.as_slice()));
        let mut expired: Vec<Vec<u8>> = Vec::new();
        for found in self.tokens.range(txn, &bounds).map_err(storage)?.take(MOST_FORGOTTEN) {
            expired.push(found.map_err(storage)?.0.to_vec());
        }
        for key in expired {
            let token = key.get(first.len()..).unwrap_or_default();
            self.tokens.delete(txn, &[&[RECORD], token].concat()).map_err(storage)?;
            self.tokens.delete(txn, &key).map_err(storage)?;
        }
        Ok(())
    }
}

fn record_key(token: &str) -> Vec<u8> {
    [&[RECORD], token.as_bytes()].concat()
}

fn expiry_key(expires_at: u64, token: &str) -> Vec<u8> {
    [&[EXPIRY], expires_at.to_be_bytes().as_slice(), token.as_bytes()].concat()
}

fn damaged() -> Error {
    Error::new(ErrorKind::Storage, "a transaction's token is damaged; restore the database from a backup")
}

#[cfg(test)]
mod tests {
    use heed::{Env, WithoutTls};

    use super::*;
    use crate::config::Options;
    use crate::env;

    const MINUTE: u64 = 60_000;

    fn with_store(test: impl FnOnce(&Env<WithoutTls>, Store)) {
        let dir = tempfile::tempdir().unwrap();
        let (env, _lock) = env::open(dir.path(), &Options::new(dir.path())).unwrap();
        let store = Store::open(&env).unwrap();
        test(&env, store);
    }

    fn done(seed: u8) -> Done {
        Done { fingerprint: Fingerprint([seed; 32]), reads: [("shop".to_owned(), 2)].into() }
    }

    #[test]
    fn a_token_is_known_for_ten_minutes() {
        with_store(|env, store| {
            let mut txn = env.write_txn().unwrap();
            assert_eq!(store.done(&txn, "t", 0).unwrap(), None);
            store.remember(&mut txn, "t", done(1), MINUTE).unwrap();
            assert_eq!(store.done(&txn, "t", 11 * MINUTE - 1).unwrap(), Some(done(1)));
            assert_eq!(store.done(&txn, "t", 11 * MINUTE).unwrap(), None);
            assert_eq!(store.done(&txn, "tt", MINUTE).unwrap(), None);
        });
    }

    #[test]
    fn what_expired_is_forgotten_as_others_come() {
        with_store(|env, store| {
            let mut txn = env.write_txn().unwrap();
            for number in 0..100 {
                store.remember(&mut txn, &format!("old {number}"), done(1), 0).unwrap();
            }
            assert_eq!(store.tokens.len(&txn).unwrap(), 200);
            for number in 0..10 {
                store.remember(&mut txn, &format!("new {number}"), done(2), 10 * MINUTE).unwrap();
            }
            assert_eq!(store.tokens.len(&txn).unwrap(), 20);
            assert_eq!(store.done(&txn, "new 9", 11 * MINUTE).unwrap(), Some(done(2)));
        });
    }

    #[test]
    fn a_token_used_again_after_it_expired_lasts_ten_minutes_more() {
        with_store(|env, store| {
            let mut txn = env.write_txn().unwrap();
            store.remember(&mut txn, "t", done(1), 0).unwrap();
            store.remember(&mut txn, "t", done(2), 15 * MINUTE).unwrap();
            store.remember(&mut txn, "other", done(3), 16 * MINUTE).unwrap();
            assert_eq!(store.done(&txn, "t", 24 * MINUTE).unwrap(), Some(done(2)));
        });
    }
}
