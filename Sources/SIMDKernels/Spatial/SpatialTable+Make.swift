internal import KeratinSIMDTable

func makeSpatialTable() -> any SpatialTable.Type { Spatial.self }

/// The convolutions of single channels and the pooling of this target's instruction set.
enum Spatial: SpatialTable {}
