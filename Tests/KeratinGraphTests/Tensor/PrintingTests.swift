import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// The expected texts are what NumPy 2.4 prints.
@Suite struct PrintingTests {
  @Test func floatsShowTheFewestDigitsInColumns() {
    let examples: [(Tensor, String)] = [
      (Tensor([1, 2.5, -3]), "[ 1.   2.5 -3. ]"),
      (Tensor([[1, 2.5], [-3, 4]]), "[[ 1.   2.5]\n [-3.   4. ]]"),
      (Tensor([1, 2, 3]) / 3, "[0.33333334 0.6666667  1.        ]"),
      (Tensor([0.01, 10]), "[ 0.01 10.  ]"),
      (Tensor([[0, 0, 0], [0, 0, 0]]), "[[0. 0. 0.]\n [0. 0. 0.]]"),
      (Tensor([-0.0, 1]), "[-0.  1.]"),
      (Tensor([99999.996, 100]), "[99999.99   100.  ]"),
      (Tensor([0.1, 1.0 / 3, 1e-3] as [Double]), "[0.1        0.33333333 0.001     ]"),
      (Tensor([0.99999999999] as [Double]), "[1.]"),
      (Tensor([[[0, 1], [2, 3]], [[4, 5], [6, 7]]]), "[[[0. 1.]\n  [2. 3.]]\n\n [[4. 5.]\n  [6. 7.]]]"),
      (Tensor(2.5), "2.5"), (Tensor(1), "1."), (Tensor.zeros([0, 3]), "[]"),
    ]
    for (tensor, text) in examples { #expect(tensor.description == text) }
  }

  @Test func wideRangesTakePowersOfTen() {
    let examples: [(Tensor, String)] = [
      (Tensor([0.001, 10]), "[1.e-03 1.e+01]"), (Tensor([1e8, 1.5]), "[1.0e+08 1.5e+00]"),
      (Tensor([1e-5, 2e-5]), "[1.e-05 2.e-05]"), (Tensor([-1.5e-5, 1.25]), "[-1.50e-05  1.25e+00]"),
      (Tensor([12_345_678, 1]), "[1.2345678e+07 1.0000000e+00]"), (Tensor([1e-30, 1e30]), "[1.e-30 1.e+30]"),
      (Tensor([1e-100, 1e100] as [Double]), "[1.e-100 1.e+100]"),
      (Tensor([.greatestFiniteMagnitude, .leastNormalMagnitude]), "[3.4028235e+38 1.1754944e-38]"),
      (Tensor([0.123456789123, 12345.678] as [Double]), "[1.23456789e-01 1.23456780e+04]"),
    ]
    for (tensor, text) in examples { #expect(tensor.description == text) }
  }

  @Test func whatIsNoNumberStandsAtTheRight() {
    #expect(Tensor([1, .nan, .infinity, -.infinity]).description == "[  1.  nan  inf -inf]")
    #expect(Tensor([.nan, .infinity, -.infinity]).description == "[ nan  inf -inf]")
    #expect(Tensor([1e-10, .nan, -.infinity]).description == "[1.e-10    nan   -inf]")
  }

  @Test func integersAndTruthValues() {
    #expect(Tensor([[1, -20], [300, 4]] as [[Int32]]).description == "[[  1 -20]\n [300   4]]")
    #expect(Tensor([0, 255] as [UInt8]).description == "[  0 255]")
    #expect(Tensor([true, false]).description == "[ true false]")
    #expect(
      Tensor.arange(8).reshaped(to: [2, 1, 2, 2]).description
        == "[[[[0 1]\n   [2 3]]]\n\n\n [[[4 5]\n   [6 7]]]]")
  }

  @Test func longRowsBreak() {
    #expect(
      Tensor.arange(30, elementType: .float32).description == """
        [ 0.  1.  2.  3.  4.  5.  6.  7.  8.  9. 10. 11. 12. 13. 14. 15. 16. 17.
         18. 19. 20. 21. 22. 23. 24. 25. 26. 27. 28. 29.]
        """)
    #expect(
      (Tensor.arange(24, elementType: .float32) / 7).reshaped(to: [2, 12]).description == """
        [[0.         0.14285715 0.2857143  0.42857143 0.5714286  0.71428573
          0.85714287 1.         1.1428572  1.2857143  1.4285715  1.5714285 ]
         [1.7142857  1.8571428  2.         2.142857   2.2857144  2.4285715
          2.5714285  2.7142856  2.857143   3.         3.142857   3.2857144 ]]
        """)
  }

  @Test func largeTensorsAreAbridged() {
    #expect(
      Tensor.arange(1001, elementType: .float32).description == "[   0.    1.    2. ...  998.  999. 1000.]")
    #expect(Tensor.arange(1000).description.contains("...") == false)
    #expect(
      Tensor.arange(10000).reshaped(to: [100, 100]).description == """
        [[   0    1    2 ...   97   98   99]
         [ 100  101  102 ...  197  198  199]
         [ 200  201  202 ...  297  298  299]
         ...
         [9700 9701 9702 ... 9797 9798 9799]
         [9800 9801 9802 ... 9897 9898 9899]
         [9900 9901 9902 ... 9997 9998 9999]]
        """)
    #expect(
      Tensor.arange(2000).reshaped(to: [1000, 2]).description == """
        [[   0    1]
         [   2    3]
         [   4    5]
         ...
         [1994 1995]
         [1996 1997]
         [1998 1999]]
        """)
    #expect(
      Tensor.arange(1200, elementType: .float32).reshaped(to: [2, 2, 300]).description == """
        [[[0.000e+00 1.000e+00 2.000e+00 ... 2.970e+02 2.980e+02 2.990e+02]
          [3.000e+02 3.010e+02 3.020e+02 ... 5.970e+02 5.980e+02 5.990e+02]]

         [[6.000e+02 6.010e+02 6.020e+02 ... 8.970e+02 8.980e+02 8.990e+02]
          [9.000e+02 9.010e+02 9.020e+02 ... 1.197e+03 1.198e+03 1.199e+03]]]
        """)
  }

  @Test func tensorsWithoutNumbersSayWhatTheyAre() throws {
    #expect(functional([nil, 3]).description == "Tensor(float32[nil, 3], from input)")
    #expect((functional([nil, 3]) + 1).description == "Tensor(float32[nil, 3], from add)")
    let planned = Trace()
    planned.run { #expect(planned.input(TensorType([2])).description == "Tensor(float32[2], traced)") }
    let eager = Trace(.eager)
    eager.run { #expect((Tensor([1, 2]) + 1).description == "[2. 3.]") }
    #expect(Tensor([1, 2]).debugDescription == "float32[2]\n[1. 2.]")
    let failed = Tensor([1, 2]).reshaped(to: [3])
    #expect(failed.description.hasPrefix("Tensor(reshape: expected a shape of 2 elements"))
  }
}
