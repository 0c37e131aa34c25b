internal import KeratinSIMDTable

func makeProductTable() -> ProductTable { ProductTable() }
