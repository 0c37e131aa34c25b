internal import KeratinSIMDTable

func makeElementTable() -> ElementTable { ElementTable() }
