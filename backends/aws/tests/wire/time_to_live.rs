//! Expiry.

use dynamo_model::request::{TimeToLiveStatus, UpdateTimeToLive};
use dynamo_model::{Backend, ErrorKind};
use serde_json::json;

use crate::canned::Canned;

#[tokio::test]
async fn a_change_of_expiry_is_sent_and_confirmed() {
    for change in [
        UpdateTimeToLive::enable("sessions", "expires_at"),
        UpdateTimeToLive::disable("sessions", "expires_at"),
    ] {
        let specification = json!({ "AttributeName": "expires_at", "Enabled": change.enabled });
        let service = Canned::answering(200, json!({ "TimeToLiveSpecification": &specification }));
        assert_eq!(service.aws().update_time_to_live(change.clone()).await.unwrap(), change);
        let asked = service.asked().unwrap();
        assert_eq!(asked.operation, "DynamoDB_20120810.UpdateTimeToLive");
        assert_eq!(asked.body, json!({ "TableName": "sessions", "TimeToLiveSpecification": specification }));
    }
}

#[tokio::test]
async fn every_state_of_expiry_is_described() {
    for (state, status) in [
        ("ENABLING", TimeToLiveStatus::Enabling),
        ("ENABLED", TimeToLiveStatus::Enabled),
        ("DISABLING", TimeToLiveStatus::Disabling),
    ] {
        let answer = json!({ "TimeToLiveStatus": state, "AttributeName": "expires_at" });
        let service = Canned::answering(200, json!({ "TimeToLiveDescription": answer }));
        let description = service.aws().describe_time_to_live("sessions".into()).await.unwrap();
        assert_eq!(description.status, status);
        assert_eq!(description.attribute.as_deref(), Some("expires_at"));
        let asked = service.asked().unwrap();
        assert_eq!(asked.operation, "DynamoDB_20120810.DescribeTimeToLive");
        assert_eq!(asked.body, json!({ "TableName": "sessions" }));
    }
    let service =
        Canned::answering(200, json!({ "TimeToLiveDescription": { "TimeToLiveStatus": "DISABLED" } }));
    let off = service.aws().describe_time_to_live("sessions".into()).await.unwrap();
    assert_eq!((off.status, off.attribute), (TimeToLiveStatus::Disabled, None));
}

#[tokio::test]
async fn an_answer_about_expiry_that_breaks_the_protocol_is_an_error() {
    for answer in [
        json!({}),
        json!({ "TimeToLiveDescription": {} }),
        json!({ "TimeToLiveDescription": { "TimeToLiveStatus": "BRAND_NEW" } }),
    ] {
        let service = Canned::answering(200, &answer);
        let error = service.aws().describe_time_to_live("sessions".into()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal, "{answer}");
        let change = UpdateTimeToLive::enable("sessions", "expires_at");
        let error = service.aws().update_time_to_live(change).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal, "{answer}");
    }
}

#[tokio::test]
async fn a_refused_change_of_expiry_keeps_the_services_words() {
    let service = Canned::refusing(400, "ValidationException", "TimeToLive is already enabled");
    let change = UpdateTimeToLive::enable("sessions", "expires_at");
    let error = service.aws().update_time_to_live(change).await.unwrap_err();
    assert!(error.is_validation());
    assert_eq!(error.message(), "TimeToLive is already enabled");
}
