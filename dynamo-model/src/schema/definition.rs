use super::included::Included;
use super::{IndexSchema, KeyAttributes, ProjectionSchema, TableSchema, VectorSchema};
use crate::request::{CreateTable, IndexDefinition, IndexProjection, KeySchema, VectorIndex};

impl TableSchema {
    /// Makes the request that creates this table under a name: on-demand, with all its indexes.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// let request = Shop::SCHEMA.create_table("shop-test");
    /// assert_eq!(&*request.table, "shop-test");
    /// assert_eq!(request.global_indexes[0].name, "gsi1");
    /// let names: Vec<&str> = request.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    /// assert_eq!(names, ["pk", "sk", "gsi1pk", "gsi1sk"]);
    /// ```
    #[must_use]
    pub fn create_table(&self, name: &str) -> CreateTable {
        let mut request = CreateTable::new(name, key_schema(&self.key));
        let keys = std::iter::once(&self.key).chain(self.indexes.iter().map(|index| &index.key));
        let filters = self.indexes.iter().filter_map(|index| index.vector).flat_map(|vector| vector.filters);
        for attribute in keys.flat_map(KeyAttributes::all).chain(filters) {
            if request.attributes.iter().all(|known| known.name != attribute.name) {
                request = request.with_attribute(attribute.name, attribute.kind);
            }
        }
        for index in self.indexes {
            if let Some(vector) = &index.vector {
                request = request.with_vector_index(self.vector_index(index, vector));
                continue;
            }
            let definition = IndexDefinition::new(index.name, key_schema(&index.key));
            let definition = definition.with_projection(self.projection(index));
            request = if index.local {
                request.with_local_index(definition)
            } else {
                request.with_global_index(definition)
            };
        }
        request
    }

    fn vector_index(&self, index: &IndexSchema, vector: &VectorSchema) -> VectorIndex {
        let VectorSchema { attribute, dimensions, distance, filters } = *vector;
        let mut definition = VectorIndex::new(index.name, attribute, dimensions, distance);
        for key in index.key.pk {
            definition = definition.with_partition(key.name);
        }
        for filter in filters {
            definition = definition.with_filter(filter.name);
        }
        definition.with_projection(self.projection(index))
    }

    pub(super) fn projection(&self, index: &IndexSchema) -> IndexProjection {
        let declared = match index.projection {
            ProjectionSchema::All => return IndexProjection::All,
            ProjectionSchema::KeysOnly => return IndexProjection::KeysOnly,
            ProjectionSchema::Include(names) => names,
        };
        let included = Included::of(index, declared, self);
        let names: Vec<String> = included.names().iter().map(|name| (*name).to_owned()).collect();
        if names.is_empty() { IndexProjection::KeysOnly } else { IndexProjection::Include(names) }
    }
}

fn key_schema(key: &KeyAttributes) -> KeySchema {
    let further = key.pk.iter().skip(1);
    let schema = further.fold(KeySchema::new(key.first()), |schema, pk| schema.with_partition(pk.name));
    key.sk.iter().fold(schema, |schema, sk| schema.with_sort(sk.name))
}
