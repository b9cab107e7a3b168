use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cost::Cost;

/// So many structs.
const STRUCTS: usize = 100;
/// So many access patterns each, every one on an index of its own.
const PATTERNS: usize = 5;

/// What is derived for the structs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Bare,
    Serde,
    Entity,
}

pub(crate) const KINDS: [Kind; 3] = [Kind::Bare, Kind::Serde, Kind::Entity];

/// A crate to check.
pub(crate) struct Project {
    folder: PathBuf,
    kind: Kind,
}

impl Project {
    /// Writes the crate, and builds what it depends on.
    pub(crate) fn write(kind: Kind) -> Self {
        let name = name(kind);
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = here.join("target/projects").join(&name);
        fs::create_dir_all(folder.join("src")).unwrap();
        let model = here.ancestors().nth(2).unwrap().join("dynamo-model");
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             dynamo-model = {{ path = {model:?}, features = [\"derive\"] }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        let lock = model.parent().unwrap().join("Cargo.lock");
        fs::copy(lock, folder.join("Cargo.lock")).unwrap();
        fs::write(folder.join("src/lib.rs"), source(kind)).unwrap();
        let project = Self { folder, kind };
        project.check_changed();
        project
    }

    /// Checks the crate from nothing.
    pub(crate) fn check_all(&self) -> Cost {
        // Cargo checks a crate again whose source is newer, and the compiler remembers nothing of the last time.
        fs::write(self.folder.join("src/lib.rs"), source(self.kind)).unwrap();
        Cost::of(|| self.check("0"))
    }

    /// Checks what has changed since the last time.
    pub(crate) fn check_changed(&self) -> Cost {
        Cost::of(|| self.check("1"))
    }

    /// Changes the type of one field of one struct.
    pub(crate) fn change(&self) {
        let source = source(self.kind);
        fs::write(self.folder.join("src/lib.rs"), &source).unwrap();
        self.check_changed();
        let changed = source.replacen("pub total: u32", "pub total: u64", 1);
        fs::write(self.folder.join("src/lib.rs"), changed).unwrap();
    }

    /// Runs the compiler, and returns what it printed.
    fn check(&self, incremental: &str) -> String {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["rustc", "--quiet", "--profile", "check", "--", "-Ztime-passes"])
            .current_dir(&self.folder);
        // Passes are shown on nightly only; the names allow it to these crates and to none they depend on.
        let names = KINDS.map(|kind| name(kind).replace('-', "_")).join(",");
        cargo.env("RUSTC_BOOTSTRAP", names).env("CARGO_INCREMENTAL", incremental);
        // What the crates depend on is built anew when one of the two variables changes, and is the same for all of them.
        let target = format!("target-{incremental}");
        cargo.env("CARGO_TARGET_DIR", self.folder.parent().unwrap().join(target));
        let output = cargo.output().unwrap();
        let printed =
            String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{printed}");
        printed
    }
}

fn name(kind: Kind) -> String {
    format!("compile-{kind:?}").to_lowercase()
}

/// Structs of ten fields; as entities they share one table.
fn source(kind: Kind) -> String {
    let mut source = String::from("#![allow(dead_code)]\n");
    if kind != Kind::Bare {
        source.push_str("use serde::{Deserialize, Serialize};\n");
    }
    if kind == Kind::Entity {
        source
            .push_str("use dynamo_model::{Entity, Table};\n\n#[derive(Table)]\n#[table(name = \"shop\")]\n");
        for index in 1..=PATTERNS {
            writeln!(source, "#[index(name = \"gsi{index}\")]").unwrap();
        }
        source.push_str("pub enum Shop {\n");
        for place in 0..STRUCTS {
            writeln!(source, "    Order{place}(Order{place}),").unwrap();
        }
        source.push_str("}\n");
    }
    for place in 0..STRUCTS {
        write_struct(&mut source, kind, place);
    }
    source
}

fn write_struct(source: &mut String, kind: Kind, place: usize) {
    match kind {
        Kind::Bare => {}
        Kind::Serde => source.push_str("#[derive(Serialize, Deserialize)]\n"),
        Kind::Entity => {
            source.push_str("#[derive(Serialize, Deserialize, Entity)]\n");
            writeln!(source, "#[entity(table = Shop, pk = \"ORDER{place}#{{id}}\", sk = \"ORDER\")]")
                .unwrap();
            let fields = ["customer", "region", "status", "city", "note"];
            for (index, field) in (1..=PATTERNS).zip(fields) {
                let upper = field.to_uppercase();
                writeln!(source, "#[access(name = by_{field}, index = gsi{index}, pk = \"{upper}{place}#{{{field}}}\", sk = \"{{placed_at}}#{{id}}\")]").unwrap();
            }
        }
    }
    writeln!(
        source,
        "pub struct Order{place} {{
    pub id: String,
    pub customer: String,
    pub region: String,
    pub status: String,
    pub city: String,
    pub note: Option<String>,
    pub placed_at: String,
    pub total: u32,
    pub lines: Vec<String>,
    pub paid: bool,
}}
"
    )
    .unwrap();
}
