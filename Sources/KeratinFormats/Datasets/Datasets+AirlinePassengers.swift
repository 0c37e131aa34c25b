public import KeratinGraph
internal import KeratinKernels

extension Datasets {
  /// International airline passengers from January 1949 to December 1960: a series that grows and has seasons.
  ///
  /// - Returns: `passengers`, float32 [144], the passengers of each month in thousands, and `months`, "1949-01" to "1960-12".
  ///
  /// Source: G. E. P. Box, G. M. Jenkins, "Time Series Analysis: Forecasting and Control", 1976, series G.
  public static func airlinePassengers() throws -> (passengers: Tensor, months: [String]) {
    let table = try table(AirlinePassengersText.text, "airline passengers")
    return try (table.tensor(columns: ["passengers"]).reshaped(to: [table.rowCount]), table.strings(column: "month"))
  }
}
