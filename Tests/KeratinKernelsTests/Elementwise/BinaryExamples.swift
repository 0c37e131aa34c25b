import KeratinKernels

/// Values of each function at operands that `Float` holds: C's and Python's in the special cases, π to the nearest `Double`.
enum BinaryExamples {
  static let all: [BinaryOperation: [(a: Double, b: Double, y: Double)]] = [
    .add: [(1.5, 2.25, 3.75), (.infinity, -.infinity, .nan), (.infinity, 1, .infinity), (.nan, 1, .nan)],
    .subtract: [(1.5, 2.25, -0.75), (.infinity, .infinity, .nan), (1, .infinity, -.infinity)],
    .multiply: [(1.5, 2.25, 3.375), (0, .infinity, .nan), (-2, .infinity, -.infinity)],
    .divide: [
      (3, 8, 0.375), (1, 0, .infinity), (1, -0.0, -.infinity), (0, 0, .nan), (.infinity, .infinity, .nan),
      (5, .infinity, 0),
    ],
    .maximum: [
      (1, 2, 2), (2, 1, 2), (-1, -2, -1), (.nan, 1, .nan), (1, .nan, .nan), (.infinity, .nan, .nan),
      (-.infinity, -1, -1), (.nan, .infinity, .nan),
    ],
    .minimum: [
      (1, 2, 1), (2, 1, 1), (-1, -2, -2), (.nan, 1, .nan), (1, .nan, .nan), (-.infinity, .nan, .nan),
      (.infinity, 1, 1), (.nan, -.infinity, .nan),
    ],
    .power: [
      (2, 10, 1024), (-2, 3, -8), (-2, 2, 4), (2, -2, 0.25), (2, 0.5, 1.4142135623730951), (-8, 0.25, .nan), (0, 0, 1),
      (.nan, 0, 1), (1, .nan, 1), (.nan, 1, .nan), (2, .nan, .nan), (0, -1, .infinity), (-0.0, -1, -.infinity),
      (-0.0, -2, .infinity), (0, 3, 0), (-1, .infinity, 1), (0.5, .infinity, 0), (2, -.infinity, 0),
      (0.5, -.infinity, .infinity), (-.infinity, 3, -.infinity), (-.infinity, 2, .infinity), (-.infinity, -3, 0),
      (.infinity, 0.5, .infinity), (-.infinity, 0.5, .infinity), (-1, 16_777_216, 1), (-1, 16_777_215, -1),
    ],
    .atan2: [
      (0, 1, 0), (0, -1, .pi), (-0.0, -1, -.pi), (1, 0, .pi / 2), (-1, 0, -.pi / 2), (1, 1, .pi / 4),
      (1, -1, 3 * .pi / 4), (-1, -1, -3 * .pi / 4), (.infinity, .infinity, .pi / 4),
      (.infinity, -.infinity, 3 * .pi / 4), (-.infinity, -.infinity, -3 * .pi / 4), (1, .infinity, 0),
      (1, -.infinity, .pi), (-1, -.infinity, -.pi), (.nan, 1, .nan), (1, .nan, .nan), (0, 0, 0), (0, -0.0, .pi),
      (-0.0, -0.0, -.pi), (3, 4, 0.6435011087932844),
    ],
    .floorMod: [
      (7, 3, 1), (-7, 3, 2), (7, -3, -2), (-7, -3, -1), (5.5, 2, 1.5), (-5.5, 2, 0.5), (6, 3, 0), (-6, 3, 0),
      (1, 0, .nan), (0, 0, .nan), (.infinity, 1, .nan), (-.infinity, 1, .nan), (5, .infinity, 5),
      (-5, .infinity, .infinity), (5, -.infinity, -.infinity), (-5, -.infinity, -5), (.nan, 1, .nan), (1, .nan, .nan),
      (16_777_216, 3, 1), (-16_777_216, 3, 2), (0.25, 1_048_576, 0.25), (1_073_741_824, 7, 1),
    ],
    .reluGradient: [
      (2, 3, 3), (0, 3, 0), (-0.0, 3, 0), (-1, 3, 0), (.nan, 3, 0), (0, .nan, 0), (1, .nan, .nan), (0x1p-149, -3, -3),
    ],
    .sigmoidGradient: [
      (0.5, 8, 2), (0.25, 16, 3), (1, 5, 0), (0, 5, 0), (.nan, 1, .nan), (0.5, .nan, .nan),
      (0.999999940395355224609375, 1, 5.9604641222676946e-08),
    ],
    .tanhGradient: [
      (0.5, 8, 6), (-0.5, 8, 6), (1, 5, 0), (-1, 5, 0), (0, -3, -3), (.nan, 1, .nan), (0.5, .nan, .nan),
      (0.999999940395355224609375, 1, 1.1920928599806757e-07),
    ],
  ]
}
