//! Vehicles, their users, and the features both pay for. Sort keys are hierarchies of up to five levels.

use std::collections::BTreeMap;

use dynamo_model::builder::Get;
use dynamo_model::{Entity, KeyPart, Table};
use serde::{Deserialize, Serialize};

use crate::published::{Published, reads};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "Connected_Vehicle", pk = "PK", sk = "SK", entity_type = none)]
pub enum ConnectedVehicles {
    Vehicle(Vehicle),
    VehicleFeature(VehicleFeature),
    VehicleUser(VehicleUser),
    VehicleSubscription(VehicleSubscription),
    User(User),
    Preference(Preference),
    Subscription(Subscription),
    UserVehicle(UserVehicle),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, KeyPart)]
pub struct Vin(String);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, KeyPart)]
pub struct UserId(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, KeyPart)]
#[serde(rename_all = "UPPERCASE")]
pub enum Feature {
    AutoDrive,
    Cameras,
    Mirrors,
    Seats,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, KeyPart)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    Active,
    Expired,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = ConnectedVehicles, pk = "VIN#{vin}", sk = "#META#")]
#[access(name = about)]
pub struct Vehicle {
    #[serde(rename = "vehicle_id")]
    pub vin: Vin,
    pub torque: String,
    pub drivetrain: String,
    pub engine: String,
    pub horsepower: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = ConnectedVehicles, pk = "VIN#{vin}", sk = "FEATURE#{feature}")]
#[access(name = of_vehicle)]
pub struct VehicleFeature {
    #[attr(key)]
    pub vin: Vin,
    #[attr(key)]
    pub feature: Feature,
    #[serde(flatten)]
    pub settings: Settings,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = ConnectedVehicles, pk = "VIN#{vin}", sk = "ID#{user}")]
#[access(name = of_vehicle)]
pub struct VehicleUser {
    #[attr(key)]
    pub vin: Vin,
    #[attr(key)]
    pub user: UserId,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = ConnectedVehicles, pk = "VIN#{vin}", sk = "F#{user}#{status}#{feature}#{sub_feature}")]
#[access(name = of_vehicle)]
pub struct VehicleSubscription {
    #[serde(rename = "vehicle_id")]
    pub vin: Vin,
    #[serde(rename = "user_id")]
    pub user: UserId,
    #[attr(key)]
    pub status: Status,
    #[attr(key)]
    pub feature: Feature,
    #[attr(key)]
    pub sub_feature: String,
    #[serde(flatten)]
    pub settings: Settings,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = ConnectedVehicles, pk = "ID#{id}", sk = "#META#")]
pub struct User {
    #[attr(key)]
    pub id: UserId,
    #[serde(rename = "user_name")]
    pub name: String,
    #[serde(rename = "user_phone")]
    pub phone: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = ConnectedVehicles, pk = "ID#{user}", sk = "PREFERENCES#{feature}")]
#[access(name = of_user)]
pub struct Preference {
    #[attr(key)]
    pub user: UserId,
    #[attr(key)]
    pub feature: Feature,
    pub user_name: String,
    #[serde(flatten)]
    pub settings: Settings,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = ConnectedVehicles, pk = "ID#{user}", sk = "F#{status}#{feature}#{sub_feature}")]
#[access(name = of_user)]
pub struct Subscription {
    #[attr(key)]
    pub user: UserId,
    #[attr(key)]
    pub status: Status,
    #[attr(key)]
    pub feature: Feature,
    #[attr(key)]
    pub sub_feature: String,
    pub user_name: String,
    #[serde(flatten)]
    pub settings: Settings,
    pub expiration_date: String,
    /// Published as text, which the service does not take for a time to live; so the table declares none.
    pub expiration_ttl: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = ConnectedVehicles, pk = "ID#{user}", sk = "VIN#{vin}")]
#[access(name = of_user)]
pub struct UserVehicle {
    #[attr(key)]
    pub user: UserId,
    #[attr(key)]
    pub vin: Vin,
}

/// What a feature can be set to; an item holds the settings of its own feature.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autonomous_driving: Option<AutonomousDriving>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cameras: Option<Cameras>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mirrors: Option<Mirrors>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<Seats>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AutonomousDriving {
    pub is_enabled: bool,
    pub version: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cameras {
    pub cameras: BTreeMap<String, BTreeMap<String, String>>,
    pub recording_is_active: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mirrors {
    pub position: MirrorPositions,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MirrorPositions {
    pub is_active: bool,
    pub left: Position,
    pub right: Position,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Position {
    pub x: i16,
    pub y: i16,
    pub z: i16,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seats {
    pub driver_seat: Seat,
    pub passenger_seat: Seat,
    pub heating_is_active: bool,
    pub position_is_active: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seat {
    #[serde(rename = "cusion_1")]
    pub cushion: i16,
    pub temperature: i16,
    #[serde(flatten)]
    pub position: Position,
}

fn published() -> Published {
    Published::parse(include_str!("../../designs/connected-vehicles.json"))
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
