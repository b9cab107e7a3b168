/// Finds the name most like a mistyped one, if any is near enough to be worth suggesting.
pub(crate) fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let furthest = wrong.len().div_ceil(3);
    names
        .into_iter()
        .map(|name| (distance(wrong, name), name))
        .filter(|(distance, _)| *distance <= furthest)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Says which name was meant, or else which there are, each as it would be written.
pub(crate) fn instead<'n, N>(wrong: &str, names: N, written: impl Fn(&str) -> String) -> String
where
    N: IntoIterator<Item = &'n str> + Clone,
{
    if let Some(near) = nearest(wrong, names.clone()) {
        return format!("did you mean {}?", written(near));
    }
    let names: Vec<String> = names.into_iter().map(written).collect();
    match names.as_slice() {
        [] => "there is none to name".to_owned(),
        names => format!("name one of {}", names.join(", ")),
    }
}

/// Writes a name as messages show code.
pub(crate) fn code(name: &str) -> String {
    format!("`{name}`")
}

/// Levenshtein distance, by characters.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut next = vec![i + 1];
        for ((j, b), above) in right.iter().enumerate().zip(row.windows(2)) {
            let (diagonal, up) = match above {
                [diagonal, up] => (*diagonal, *up),
                _ => (0, 0),
            };
            let before = next.get(j).copied().unwrap_or_default();
            next.push((diagonal + usize::from(a != *b)).min(up + 1).min(before + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_finds_its_name_and_nonsense_finds_none() {
        let names = ["customer", "placed_at", "status"];
        assert_eq!(nearest("custmer", names), Some("customer"));
        assert_eq!(nearest("place_at", names), Some("placed_at"));
        assert_eq!(nearest("zzz", names), None);
    }

    #[test]
    fn nonsense_is_told_which_names_there_are() {
        assert_eq!(instead("custmer", ["customer", "day"], code), "did you mean `customer`?");
        assert_eq!(instead("zzz", ["customer", "day"], code), "name one of `customer`, `day`");
        assert_eq!(instead("zzz", [], code), "there is none to name");
    }
}
