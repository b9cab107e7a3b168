//! How near two vectors are: sums of doubles over single-precision elements.

use dynamo_model::request::Distance;

/// Elements summed up side by side, which processors do at once.
const LANES: usize = 8;

/// Compares stored vectors with one.
#[derive(Debug)]
pub(crate) struct Scorer {
    distance: Distance,
    wanted: Vec<f32>,
    /// The sum of the squares of what is wanted.
    square: f64,
}

impl Scorer {
    pub(crate) fn new(distance: Distance, wanted: &[f32]) -> Self {
        let bytes: Vec<u8> = wanted.iter().flat_map(|element| element.to_le_bytes()).collect();
        let square = sum(wanted, &bytes, |wanted, _| wanted * wanted);
        Self { distance, wanted: wanted.to_vec(), square }
    }

    /// Scores a vector of the same length, given as little-endian bytes.
    pub(crate) fn score(&self, stored: &[u8]) -> f64 {
        match self.distance {
            Distance::Cosine => self.cosine(stored),
            Distance::DotProduct => single(sum(&self.wanted, stored, |wanted, stored| wanted * stored)),
            Distance::Euclidean => {
                let square = |wanted: f64, stored: f64| (wanted - stored) * (wanted - stored);
                single(sum(&self.wanted, stored, square).sqrt())
            }
        }
    }

    /// One less the cosine; a vector of zeros has no direction, and is neither near nor far.
    fn cosine(&self, stored: &[u8]) -> f64 {
        let square = sum(&self.wanted, stored, |_, stored| stored * stored);
        if self.square == 0.0 || square == 0.0 {
            return 1.0;
        }
        let product = sum(&self.wanted, stored, |wanted, stored| wanted * stored);
        // Rounded first, so that the same direction is no distance at all, whatever the lengths.
        let cosine = single(product / (self.square * square).sqrt());
        single((1.0 - cosine).clamp(0.0, 2.0))
    }
}

/// Adds up a term of each two elements. Equal vectors give equal sums: the order is always the same.
fn sum(wanted: &[f32], stored: &[u8], term: impl Fn(f64, f64) -> f64) -> f64 {
    let (stored, _) = stored.as_chunks::<4>();
    let (wanted, last_wanted) = wanted.as_chunks::<LANES>();
    let (stored, last_stored) = stored.as_chunks::<LANES>();
    let term = |wanted: &f32, stored: &[u8; 4]| term((*wanted).into(), f32::from_le_bytes(*stored).into());
    let mut sums = [0.0; LANES];
    for (wanted, stored) in wanted.iter().zip(stored) {
        for ((sum, wanted), stored) in sums.iter_mut().zip(wanted).zip(stored) {
            *sum += term(wanted, stored);
        }
    }
    let rest: f64 = last_wanted.iter().zip(last_stored).map(|(wanted, stored)| term(wanted, stored)).sum();
    sums.iter().sum::<f64>() + rest
}

/// Rounds to single precision; what is beyond it is the largest there is.
#[allow(clippy::cast_possible_truncation, reason = "that is what it is for")]
fn single(score: f64) -> f64 {
    // Nothing has no sign.
    f64::from(score.clamp(f64::from(f32::MIN), f64::from(f32::MAX)) as f32) + 0.0
}

#[cfg(test)]
mod tests {
    use std::f32::consts::FRAC_1_SQRT_2;

    use proptest::prelude::*;

    use super::*;

    fn score(distance: Distance, wanted: &[f32], stored: &[f32]) -> f64 {
        let bytes: Vec<u8> = stored.iter().flat_map(|element| element.to_le_bytes()).collect();
        Scorer::new(distance, wanted).score(&bytes)
    }

    #[test]
    fn the_worked_case_of_the_service_comes_out() {
        let wanted = [1.0, 0.0, 0.0, 0.0];
        let (long, slanted) = ([10.0, 0.0, 0.0, 0.0], [FRAC_1_SQRT_2, FRAC_1_SQRT_2, 0.0, 0.0]);
        assert_eq!(score(Distance::Cosine, &wanted, &long), 0.0);
        assert_eq!(score(Distance::Euclidean, &wanted, &long), 9.0);
        assert_eq!(score(Distance::DotProduct, &wanted, &long), 10.0);
        let expected = [
            (Distance::Cosine, 0.2929),
            (Distance::Euclidean, 0.7654),
            (Distance::DotProduct, f64::from(FRAC_1_SQRT_2)),
        ];
        for (distance, expected) in expected {
            assert!((score(distance, &wanted, &slanted) - expected).abs() < 1e-4, "{distance:?}");
        }
    }

    #[test]
    fn a_vector_of_zeros_is_neither_near_nor_far() {
        for (wanted, stored) in [([0.0, 0.0], [1.0, 2.0]), ([1.0, 2.0], [0.0, 0.0]), ([0.0; 2], [0.0; 2])] {
            assert_eq!(score(Distance::Cosine, &wanted, &stored), 1.0);
        }
    }

    #[test]
    fn tiny_vectors_have_a_direction_and_huge_ones_end_at_the_largest_number() {
        assert_eq!(score(Distance::Cosine, &[1e-23; 9], &[1e-23; 9]), 0.0);
        assert_eq!(score(Distance::Cosine, &[f32::MAX; 9], &[f32::MAX; 9]), 0.0);
        assert_eq!(score(Distance::DotProduct, &[f32::MAX; 9], &[f32::MAX; 9]), f64::from(f32::MAX));
        assert_eq!(score(Distance::DotProduct, &[f32::MAX; 9], &[f32::MIN; 9]), f64::from(f32::MIN));
        assert_eq!(score(Distance::Euclidean, &[f32::MAX; 9], &[f32::MIN; 9]), f64::from(f32::MAX));
    }

    proptest! {
        #[test]
        fn the_same_direction_is_no_distance_and_the_opposite_the_largest(
            vector in proptest::collection::vec(-1e3_f32..1e3, 1..40),
            by in 0.001_f32..1000.0,
        ) {
            prop_assume!(vector.iter().any(|element| element.abs() > 1e-3));
            let longer: Vec<f32> = vector.iter().map(|element| element * by).collect();
            let opposite: Vec<f32> = vector.iter().map(|element| -element).collect();
            prop_assert_eq!(score(Distance::Cosine, &vector, &vector), 0.0);
            prop_assert!(score(Distance::Cosine, &vector, &longer) <= 1.2e-7);
            prop_assert_eq!(score(Distance::Cosine, &vector, &opposite), 2.0);
            prop_assert_eq!(score(Distance::Euclidean, &vector, &vector), 0.0);
        }

        #[test]
        fn sums_are_those_of_a_plain_loop(
            pairs in proptest::collection::vec((-1e3_f32..1e3, -1e3_f32..1e3), 1..40),
        ) {
            let (wanted, stored): (Vec<f32>, Vec<f32>) = pairs.iter().copied().unzip();
            let product: f64 = pairs.iter().map(|(a, b)| f64::from(*a) * f64::from(*b)).sum();
            let difference: f64 = pairs.iter().map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2)).sum();
            let close = |one: f64, other: f64| (one - other).abs() <= 1e-6 * (1.0 + other.abs());
            prop_assert!(close(score(Distance::DotProduct, &wanted, &stored), product));
            prop_assert!(close(score(Distance::Euclidean, &wanted, &stored), difference.sqrt()));
        }
    }
}
