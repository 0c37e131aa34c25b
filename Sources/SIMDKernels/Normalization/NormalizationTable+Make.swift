internal import KeratinSIMDTable

func makeNormalizationTable() -> NormalizationTable {
  NormalizationTable(
    moments: columnMoments, scale: scaleColumns, gradientSums: columnGradientSums, gradient: columnGradient,
    normalizeRows: normalizeRows, inverseDeviations: inverseDeviations, rowGradient: rowGradient,
    rowParameterSums: rowParameterSums)
}
