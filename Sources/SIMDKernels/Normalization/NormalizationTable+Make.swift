internal import KeratinSIMDTable

func makeNormalizationTable() -> NormalizationTable {
  NormalizationTable(
    moments: columnMoments, scale: scaleColumns, gradientSums: columnGradientSums, gradient: columnGradient)
}
