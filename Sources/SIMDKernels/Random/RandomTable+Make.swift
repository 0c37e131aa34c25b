internal import KeratinSIMDTable

func makeRandomTable() -> RandomTable { RandomTable(uniform: randomUniform, dropout: dropout) }
