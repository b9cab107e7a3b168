use dynamo_model::builder::Get;

use super::{Published, reads};
use crate::connected_vehicles::{
    AutonomousDriving, ConnectedVehicles, Feature, Preference, Settings, Status, Subscription, User, UserId,
    UserVehicle, Vehicle, VehicleFeature, VehicleSubscription, VehicleUser, Vin,
};

fn published() -> Published {
    Published::parse(include_str!("../../../data/connected-vehicles.json"))
}

fn vin() -> Vin {
    Vin("WDDJK7DA4FF954840".to_owned())
}

fn user() -> UserId {
    UserId("cbrawley0".to_owned())
}

#[test]
fn every_published_item_is_written_back_as_it_was() {
    let entities = published().round_trip::<ConnectedVehicles>();
    assert_eq!(entities.len(), 12);
    let autopilot = AutonomousDriving { is_enabled: true, version: "v0.000.1 beta".to_owned() };
    let autopilot = VehicleFeature {
        vin: vin(),
        feature: Feature::AutoDrive,
        settings: Settings { autonomous_driving: Some(autopilot), ..Settings::default() },
    };
    let owner = VehicleUser { vin: vin(), user: user() };
    let owned = UserVehicle { user: user(), vin: vin() };
    for entity in [ConnectedVehicles::from(autopilot), owner.into(), owned.into()] {
        assert!(entities.contains(&entity), "{entity:?}");
    }
}

#[test]
fn five_levels_of_a_sort_key_are_read_back() {
    let entities = published().round_trip::<ConnectedVehicles>();
    let mut subscriptions = entities.iter().filter_map(|entity| match entity {
        ConnectedVehicles::VehicleSubscription(subscription) => Some(subscription),
        _ => None,
    });
    let found = subscriptions.next().unwrap();
    assert_eq!((&found.user, found.status, found.feature), (&user(), Status::Active, Feature::Cameras));
    assert_eq!(found.sub_feature, "<sub_feature>\t");
    assert_eq!(subscriptions.next(), None);
}

#[test]
fn the_declared_table_is_the_published_one() {
    published().assert_defines::<ConnectedVehicles>();
}

#[test]
fn profiles_are_read_by_their_keys() {
    let vehicle = Get::new(Vehicle::key(vin())).request().unwrap().key;
    assert_eq!(vehicle.to_dynamodb_json(), r##"{"PK":{"S":"VIN#WDDJK7DA4FF954840"},"SK":{"S":"#META#"}}"##);
    let user = Get::new(User::key(user())).request().unwrap().key;
    assert_eq!(user.to_dynamodb_json(), r##"{"PK":{"S":"ID#cbrawley0"},"SK":{"S":"#META#"}}"##);
    assert_eq!(reads(Vehicle::about(vin()).collection()), r#"PK = "VIN#WDDJK7DA4FF954840""#);
}

#[test]
fn features_users_and_vehicles_are_read_by_the_head_of_their_sort_keys() {
    assert_eq!(
        reads(VehicleFeature::of_vehicle(vin())),
        r#"PK = "VIN#WDDJK7DA4FF954840" AND begins_with(SK, "FEATURE#")"#
    );
    assert_eq!(
        reads(VehicleUser::of_vehicle(vin())),
        r#"PK = "VIN#WDDJK7DA4FF954840" AND begins_with(SK, "ID#")"#
    );
    assert_eq!(
        reads(Preference::of_user(user())),
        r#"PK = "ID#cbrawley0" AND begins_with(SK, "PREFERENCES#")"#
    );
    assert_eq!(reads(UserVehicle::of_user(user())), r#"PK = "ID#cbrawley0" AND begins_with(SK, "VIN#")"#);
}

#[test]
fn subscriptions_are_narrowed_down_level_by_level() {
    let of_vehicle = || VehicleSubscription::of_vehicle(vin()).user(user());
    assert_eq!(reads(of_vehicle()), r#"PK = "VIN#WDDJK7DA4FF954840" AND begins_with(SK, "F#cbrawley0#")"#);
    assert_eq!(
        reads(of_vehicle().status(Status::Active)),
        r#"PK = "VIN#WDDJK7DA4FF954840" AND begins_with(SK, "F#cbrawley0#ACTIVE#")"#
    );
    assert_eq!(
        reads(Subscription::of_user(user()).status(Status::Expired).feature(Feature::Seats)),
        r#"PK = "ID#cbrawley0" AND begins_with(SK, "F#EXPIRED#SEATS#")"#
    );
    assert_eq!(
        reads(
            Subscription::of_user(user())
                .status(Status::Active)
                .feature(Feature::Cameras)
                .sub_feature("zoom")
        ),
        r#"PK = "ID#cbrawley0" AND SK = "F#ACTIVE#CAMERAS#zoom""#
    );
}
