//! AWS's published design for connected vehicles: vehicles, their users, and the features both pay for.
//!
//! Sort keys are hierarchies of up to five levels, read from left to right as far as a query knows them. Vehicles and users
//! name each other in both partitions, so that either side is found from the other without an index.
//!
//! | # | access pattern | read or written by |
//! | --- | --- | --- |
//! | 1-4 | profile, features, users of a vehicle; all of it | partition `VIN#<vehicle>` |
//! | 5-7 | subscriptions of a vehicle: of one user, in one state | as 1, `F#<user>#<status>#…` |
//! | 8-10 | profile, preferences, vehicles of a user | partition `ID#<user>` |
//! | 11, 12 | subscriptions of a user: in one state, for one feature | as 8, `F#<status>#<feature>#…` |
//! | 13, 14 | let a subscription expire; the expired ones | a transaction, as its state is in its key |
//!
//! `cargo run --example connected-vehicles` runs it on the built-in engine.

#![allow(missing_docs, reason = "a model reads best without a comment on every field")]

use std::collections::BTreeMap;
use std::process::ExitCode;

use dynamo_examples::{log::Log, program, published};
use dynamo_model::{Db, Document, Entity, KeyPart, Result, Table};
use serde::{Deserialize, Serialize};

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
pub struct Vin(pub String);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, KeyPart)]
pub struct UserId(pub String);

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
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Document)]
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
pub struct AutonomousDriving {
    pub is_enabled: bool,
    pub version: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
pub struct Cameras {
    pub cameras: BTreeMap<String, BTreeMap<String, String>>,
    pub recording_is_active: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
pub struct Mirrors {
    pub position: MirrorPositions,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
pub struct MirrorPositions {
    pub is_active: bool,
    pub left: Position,
    pub right: Position,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
pub struct Position {
    pub x: i16,
    pub y: i16,
    pub z: i16,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
pub struct Seats {
    pub driver_seat: Seat,
    pub passenger_seat: Seat,
    pub heating_is_active: bool,
    pub position_is_active: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
pub struct Seat {
    #[serde(rename = "cusion_1")]
    pub cushion: i16,
    pub temperature: i16,
    #[serde(flatten)]
    pub position: Position,
}

const PUBLISHED: &str = include_str!("data/connected-vehicles.json");

fn vin() -> Vin {
    Vin("WDDJK7DA4FF954840".to_owned())
}

fn user() -> UserId {
    UserId("cbrawley0".to_owned())
}

/// Loads the published items and runs every access pattern.
pub async fn run(vehicles: &Db<ConnectedVehicles>, log: &mut Log) -> Result<()> {
    log.loaded(published::load(vehicles, PUBLISHED).await?);

    let profile = vehicles.get(Vehicle::key(vin())).await?;
    assert!(profile.is_some_and(|vehicle| vehicle.drivetrain == "4WD"));
    log.row("profile of a vehicle", 1);
    let features = vehicles.query(VehicleFeature::of_vehicle(vin())).all().await?;
    let of = |feature: &VehicleFeature| feature.feature;
    assert!(features.iter().map(of).eq([Feature::AutoDrive, Feature::Cameras, Feature::Mirrors]));
    log.row("features of a vehicle", features.len());
    let users = vehicles.query(VehicleUser::of_vehicle(vin())).all().await?;
    assert_eq!(users, [VehicleUser { vin: vin(), user: user() }]);
    log.row("users of a vehicle", users.len());
    let all = vehicles.query(Vehicle::about(vin()).collection()).all().await?;
    assert!(matches!(all.first(), Some(ConnectedVehicles::Vehicle(_))));
    log.row("everything of a vehicle", all.len());

    let subscriptions = vehicles.query(VehicleSubscription::of_vehicle(vin())).all().await?;
    log.row("subscriptions of a vehicle", subscriptions.len());
    let of_user = vehicles.query(VehicleSubscription::of_vehicle(vin()).user(user())).all().await?;
    assert_eq!(of_user, subscriptions);
    log.row("of one user", of_user.len());
    let active = VehicleSubscription::of_vehicle(vin()).user(user()).status(Status::Active);
    let active = vehicles.query(active).all().await?;
    assert!(active.iter().map(|own| own.feature).eq([Feature::Cameras]));
    log.row("of one user, in one state", active.len());

    let profile = vehicles.get(User::key(user())).await?;
    assert!(profile.is_some_and(|user| user.phone == "+17778889999"));
    log.row("profile of a user", 1);
    let preferences = vehicles.query(Preference::of_user(user())).all().await?;
    assert!(preferences.iter().map(|own| own.feature).eq([Feature::Cameras, Feature::Seats]));
    log.row("preferences of a user", preferences.len());
    let owned = vehicles.query(UserVehicle::of_user(user())).all().await?;
    assert_eq!(owned, [UserVehicle { user: user(), vin: vin() }]);
    log.row("vehicles of a user", owned.len());

    let active = vehicles.query(Subscription::of_user(user()).status(Status::Active)).all().await?;
    assert!(active.iter().map(|own| own.feature).eq([Feature::Cameras]));
    log.row("subscriptions of a user in one state", active.len());
    let seats = Subscription::of_user(user()).status(Status::Expired).feature(Feature::Seats);
    let seats = vehicles.query(seats).all().await?;
    assert!(seats.iter().map(|own| own.expiration_date.as_str()).eq(["2023-05-05 23:59:59"]));
    log.row("in one state, for one feature", seats.len());

    // A key is not changed but left: the subscription goes from the active ones to the expired, or stays where it is.
    for subscription in active {
        let key = Subscription::key(user(), Status::Active, subscription.feature, &subscription.sub_feature);
        let expired = Subscription { status: Status::Expired, ..subscription };
        vehicles.transact().delete(key).create(&expired).await?;
    }
    log.row("let a subscription expire", 1);
    let expired = vehicles.query(Subscription::of_user(user()).status(Status::Expired)).all().await?;
    assert!(expired.iter().map(|own| own.feature).eq([Feature::Cameras, Feature::Seats]));
    log.row("expired subscriptions of a user", expired.len());
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    program::main_on_empty_table(run).await
}
