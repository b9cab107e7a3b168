//! Numbers: 38 exact digits between 1E-130 and 1E126.

use dynamo_model::Result;
use dynamo_model::expr::{SetValue, Update};
use dynamo_model::request::KeyKind;
use dynamo_model::value::{Number, Value};

use crate::Target;
use crate::kit::{item, key, number, numbers, refused};

/// The largest and smallest numbers there are, and 38 digits in several places.
const EXTREMES: [&str; 9] = [
    "9.9999999999999999999999999999999999999e125",
    "-9.9999999999999999999999999999999999999e125",
    "1e-130",
    "-1e-130",
    "1e125",
    "12345678901234567890123456789012345678",
    "-0.12345678901234567890123456789012345678",
    "1234567890123456789.0123456789012345678",
    "0",
];

pub async fn every_digit_of_a_number_is_kept(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for text in EXTREMES {
        let stored = item! { "pk": "a", "sk": "1", "n": number(text), "ns": numbers([text, "7"]) };
        table.put(stored.clone()).await?;
        assert_eq!(table.get(key("a", "1")).await?, Some(stored), "{text}");
    }
    Ok(())
}

pub async fn extreme_numbers_are_keys(target: &Target) -> Result<()> {
    let table = target.table_sorted_by(KeyKind::N).await?;
    table.put_all(EXTREMES.map(|text| key("a", number(text)))).await?;
    for text in EXTREMES {
        assert_eq!(table.get(key("a", number(text))).await?, Some(key("a", number(text))), "{text}");
    }
    let mut sorted = EXTREMES.map(number);
    sorted.sort();
    assert_eq!(table.column("sk", table.partition("a")).await?, sorted.map(Value::from));
    Ok(())
}

pub async fn a_number_has_many_spellings_and_one_value(target: &Target) -> Result<()> {
    let table = target.table_sorted_by(KeyKind::N).await?;
    for (place, text) in ["1", "1.0", "+1", "01", "10e-1", "0.1e1"].into_iter().enumerate() {
        table.put(item! { "pk": "a", "sk": number(text), "place": place }).await?;
    }
    assert_eq!(table.all(table.partition("a")).await?, [item! { "pk": "a", "sk": 1, "place": 5 }]);
    table.put(key("a", number("-0"))).await?;
    table.delete(key("a", 0)).await?;
    assert_eq!(table.all(table.partition("a")).await?.len(), 1);
    Ok(())
}

pub async fn sums_are_exact_to_the_last_digit(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let cases = [
        ("99999999999999999999999999999999999998", "1", "99999999999999999999999999999999999999"),
        ("1e-130", "1e-130", "2e-130"),
        ("0.1", "0.2", "0.3"),
        (
            "9.9999999999999999999999999999999999999e125",
            "-1e125",
            "8.9999999999999999999999999999999999999e125",
        ),
        ("-5", "5", "0"),
    ];
    for (left, right, sum) in cases {
        table.put(item! { "pk": "a", "sk": "1", "n": number(left) }).await?;
        table.update(key("a", "1"), Update::new().add("n", number(right))).await?;
        let found = table.get(key("a", "1")).await?;
        assert_eq!(found, Some(item! { "pk": "a", "sk": "1", "n": number(sum) }), "{left} + {right}");
    }
    Ok(())
}

pub async fn sums_that_need_a_39th_digit_are_refused(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for (left, right) in [
        ("99999999999999999999999999999999999999", "0.1"),
        ("1e50", "1"),
        ("9.9999999999999999999999999999999999999e125", "1e88"),
    ] {
        table.put(item! { "pk": "a", "sk": "1", "n": number(left) }).await?;
        let plus = SetValue::Add(dynamo_model::expr::Path::attribute("n").into(), number(right).into());
        for update in [Update::new().add("n", number(right)), Update::new().set("n", plus)] {
            let error = refused(table.update(key("a", "1"), update).await);
            assert!(error.is_validation(), "{left} + {right}: {error:?}");
        }
        let found = table.get(key("a", "1")).await?;
        assert_eq!(found, Some(item! { "pk": "a", "sk": "1", "n": number(left) }));
    }
    Ok(())
}

pub async fn differences_too_small_to_store_are_refused_as_such(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(item! { "pk": "a", "sk": "1", "n": number("1.1e-130") }).await?;
    let minus = SetValue::Subtract(dynamo_model::expr::Path::attribute("n").into(), number("1e-130").into());
    for update in [Update::new().add("n", number("-1e-130")), Update::new().set("n", minus)] {
        let error = refused(table.update(key("a", "1"), update).await);
        assert_eq!(
            error.message(),
            "Number underflow. Attempting to store a number with magnitude smaller than supported range"
        );
    }
    Ok(())
}

pub async fn a_counter_counts_every_increment(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let mut tasks = Vec::new();
    for _ in 0..20 {
        let backend = target.backend().clone();
        let request = dynamo_model::request::UpdateItem::new(&table, key("a", "1"))
            .with_update(Update::new().add("n", 1));
        tasks.push(tokio::spawn(async move { backend.update_item(request).await }));
    }
    for task in tasks {
        task.await.unwrap()?;
    }
    let total = table.get(key("a", "1")).await?.and_then(|item| item.get("n")?.as_n());
    assert_eq!(total, Some(Number::from(20)));
    Ok(())
}
