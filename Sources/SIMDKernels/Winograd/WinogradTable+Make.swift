internal import KeratinSIMDTable

func makeWinogradTable() -> any WinogradTable.Type { Winograd.self }

/// The transforms of this target's instruction set.
enum Winograd: WinogradTable {}
