use std::fmt;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, Result};
use crate::schema::TypeSchema;
use crate::typed::Described;

/// A vector of `N` numbers, such as an embedding of a text: what a vector index compares.
///
/// It is stored as a list of numbers. A vector index has vectors of one length, and an entity in it, and the question of a
/// search, which have another one do not compile.
///
/// ```
/// use dynamo_model::Vector;
///
/// let vector = Vector::new([0.25, -1.0, 0.5])?;
/// assert_eq!(vector.numbers(), &[0.25, -1.0, 0.5]);
///
/// // What a model returns has a length that only the running program knows.
/// assert_eq!(Vector::<3>::try_from(vec![0.25, -1.0, 0.5])?, vector);
/// let error = Vector::<3>::try_from(vec![0.25, -1.0]).unwrap_err();
/// assert_eq!(error.message(), "a vector of 3 numbers cannot be made of 2");
/// let error = Vector::new([1.0, f32::NAN]).unwrap_err();
/// assert!(error.is_validation());
/// assert_eq!(error.message(), "vector[1] is NaN, and vectors are made of finite numbers");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
// Boxed, as a vector of some thousand numbers is too large to be moved about, and kept on the stack.
#[derive(Clone, PartialEq)]
pub struct Vector<const N: usize>(Box<[f32; N]>);

impl<const N: usize> Vector<N> {
    /// Makes a vector.
    ///
    /// # Errors
    ///
    /// [`is_validation`](Error::is_validation) if some number is infinite, or none.
    ///
    /// ```
    /// use dynamo_model::Vector;
    ///
    /// assert_eq!(Vector::new([1.0, 0.0])?.numbers().len(), 2);
    /// assert!(Vector::new([1.0, f32::INFINITY]).is_err());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn new(numbers: [f32; N]) -> Result<Self> {
        Self::checked(Box::new(numbers))
    }

    /// Returns the numbers.
    ///
    /// ```
    /// use dynamo_model::Vector;
    ///
    /// let vector = Vector::new([3.0, 4.0])?;
    /// let length = vector.numbers().iter().map(|number| number * number).sum::<f32>().sqrt();
    /// assert_eq!(length, 5.0);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn numbers(&self) -> &[f32; N] {
        &self.0
    }

    fn checked(numbers: Box<[f32; N]>) -> Result<Self> {
        match numbers.iter().position(|number| !number.is_finite()) {
            None => Ok(Self(numbers)),
            Some(place) => Err(Error::validation(format!(
                "vector[{place}] is {}, and vectors are made of finite numbers",
                numbers.get(place).copied().unwrap_or_default()
            ))),
        }
    }
}

impl<const N: usize> TryFrom<[f32; N]> for Vector<N> {
    type Error = Error;

    fn try_from(numbers: [f32; N]) -> Result<Self> {
        Self::new(numbers)
    }
}

impl<const N: usize> TryFrom<Vec<f32>> for Vector<N> {
    type Error = Error;

    fn try_from(numbers: Vec<f32>) -> Result<Self> {
        let count = numbers.len();
        let numbers = numbers.into_boxed_slice().try_into();
        numbers.map_err(|_| of_another_length::<N>(count)).and_then(Self::checked)
    }
}

impl<const N: usize> TryFrom<&[f32]> for Vector<N> {
    type Error = Error;

    fn try_from(numbers: &[f32]) -> Result<Self> {
        numbers.to_vec().try_into()
    }
}

fn of_another_length<const N: usize>(count: usize) -> Error {
    Error::validation(format!("a vector of {N} numbers cannot be made of {count}"))
}

impl<const N: usize> AsRef<[f32]> for Vector<N> {
    fn as_ref(&self) -> &[f32] {
        &*self.0
    }
}

impl<const N: usize> From<Vector<N>> for Vec<f32> {
    fn from(vector: Vector<N>) -> Self {
        (vector.0 as Box<[f32]>).into_vec()
    }
}

impl<const N: usize> fmt::Debug for Vector<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Vector").field(&self.0).finish()
    }
}

impl<const N: usize> Serialize for Vector<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter())
    }
}

impl<'de, const N: usize> Deserialize<'de> for Vector<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Numbers::<N>)
    }
}

/// Reads a list of so many numbers.
struct Numbers<const N: usize>;

impl<'de, const N: usize> Visitor<'de> for Numbers<N> {
    type Value = Vector<N>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {N} numbers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vector<N>, A::Error> {
        let mut numbers = Vec::with_capacity(N);
        while let Some(number) = list.next_element::<f32>()? {
            // One that is too long is not kept, however long it is.
            if numbers.len() == N {
                return Err(A::Error::invalid_length(N + 1, &self));
            }
            numbers.push(number);
        }
        if numbers.len() != N {
            return Err(A::Error::invalid_length(numbers.len(), &self));
        }
        Vector::try_from(numbers).map_err(A::Error::custom)
    }
}

/// Of what it is stored as there is no more to say than its type does.
impl<const N: usize> Described for Vector<N> {
    const __DIMENSIONS: Option<usize> = Some(N);

    fn __type() -> Option<&'static TypeSchema> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Number, Value};

    #[test]
    fn a_vector_is_stored_as_a_list_of_the_shortest_numbers_that_read_back_as_it() {
        let vector = Vector::new([0.1, -2.5, f32::MAX, f32::MIN_POSITIVE]).unwrap();
        let Value::L(list) = Value::from_serialize(&vector).unwrap() else { panic!("a list") };
        let texts: Vec<String> = list.iter().map(|number| number.as_n().unwrap().to_string()).collect();
        assert_eq!(texts[..2], ["0.1", "-2.5"]);
        assert_eq!(Value::L(list).deserialize::<Vector<4>>().unwrap(), vector);
    }

    #[test]
    fn a_list_of_another_length_or_of_numbers_that_are_too_large_is_no_vector() {
        let read = |texts: &[&str]| {
            let list = texts.iter().map(|text| Value::N(Number::parse(text).unwrap())).collect();
            Value::L(list).deserialize::<Vector<2>>().map_err(|error| error.to_string())
        };
        assert!(read(&["1", "2"]).is_ok());
        assert!(read(&["1"]).unwrap_err().contains("expected a list of 2 numbers"));
        assert!(read(&["1", "2", "3"]).unwrap_err().contains("expected a list of 2 numbers"));
        assert!(read(&["1", "1E+39"]).unwrap_err().contains("vector[1] is inf"));
    }
}
