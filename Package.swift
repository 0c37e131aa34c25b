// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
]

/// Instruction sets for one of the three builds of the vector kernels; none where the machine is no x86-64.
func instructionSet(_ flags: [String]) -> [SwiftSetting] {
  #if arch(x86_64)
    settings + [.unsafeFlags(flags.flatMap { ["-Xcc", $0] })]
  #else
    settings
  #endif
}

let avx2 = ["-mavx2", "-mfma"]
let avx512 = avx2 + ["-mavx512f", "-mavx512dq", "-mavx512bw", "-mavx512vl"]

let parser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "keratin",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Keratin", targets: ["Keratin"]),
    .executable(name: "keratin", targets: ["KeratinCommand"]),
  ],
  traits: [
    .trait(name: "Images", description: "Reading PNG and JPEG files; needs libpng-dev and libturbojpeg0-dev."),
    .default(enabledTraits: ["Images"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // Floor 0: what every backend and every floor above speaks of.
    .target(name: "CVector"),
    .target(name: "CThreading"),
    .target(name: "CPeak"),
    .target(name: "COpenBLAS"),
    .target(name: "KeratinKernels", dependencies: ["CThreading", "CPeak"], swiftSettings: settings),

    // Floor 1: the backends.
    .target(name: "KeratinNaive", dependencies: ["KeratinKernels"], swiftSettings: settings + [.strictMemorySafety()]),
    .target(name: "KeratinSIMDTable", dependencies: ["KeratinKernels"], swiftSettings: settings),
    .target(
      name: "KeratinSIMDBaseline", dependencies: ["CVector", "KeratinKernels", "KeratinSIMDTable"],
      swiftSettings: settings),
    .target(
      name: "KeratinSIMDAVX2", dependencies: ["CVector", "KeratinKernels", "KeratinSIMDTable"],
      swiftSettings: instructionSet(avx2)),
    .target(
      name: "KeratinSIMDAVX512", dependencies: ["CVector", "KeratinKernels", "KeratinSIMDTable"],
      swiftSettings: instructionSet(avx512)),
    .target(
      name: "KeratinSIMD",
      dependencies: [
        "KeratinKernels", "CVector", "KeratinSIMDTable", "KeratinSIMDBaseline", "KeratinSIMDAVX2", "KeratinSIMDAVX512",
      ],
      swiftSettings: settings),
    .target(
      name: "KeratinOpenBLAS",
      dependencies: [
        "KeratinKernels", "KeratinSIMD", "COpenBLAS",
      ],
      swiftSettings: settings),

    // Floor 2 to 6.
    .target(
      name: "KeratinGraph", dependencies: ["KeratinKernels", "KeratinNaive", "KeratinSIMD", "KeratinOpenBLAS"],
      swiftSettings: settings),
    .target(name: "KeratinLayers", dependencies: ["KeratinGraph", "KeratinKernels"], swiftSettings: settings),
    .target(
      name: "KeratinTraining", dependencies: ["KeratinLayers", "KeratinGraph", "KeratinKernels"],
      swiftSettings: settings),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(
      name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"]), .brew(["jpeg-turbo"])]),
    .target(
      name: "KeratinFormats",
      dependencies: [
        "KeratinTraining", "KeratinLayers", "KeratinGraph", "KeratinKernels", "CVector",
        .target(name: "CPNG", condition: .when(traits: ["Images"])),
        .target(name: "CTurboJPEG", condition: .when(traits: ["Images"])),
      ],
      exclude: ["Datasets/README.md"], swiftSettings: settings),
    .target(
      name: "Keratin",
      dependencies: ["KeratinFormats", "KeratinTraining", "KeratinLayers", "KeratinGraph", "KeratinKernels"],
      swiftSettings: settings),

    // Floor 7: programs.
    .target(
      name: "ExampleOptions",
      dependencies: ["Keratin", parser],
      path: "Examples/Options", swiftSettings: settings),
    .executableTarget(name: "KeratinCommand", dependencies: ["Keratin", parser], swiftSettings: settings),
    .executableTarget(
      name: "digits", dependencies: ["Keratin", "ExampleOptions", parser], path: "Examples/digits",
      swiftSettings: settings),
    .executableTarget(
      name: "addition", dependencies: ["Keratin", "ExampleOptions", parser], path: "Examples/addition",
      swiftSettings: settings),
    .executableTarget(
      name: "echo", dependencies: ["Keratin", "ExampleOptions", parser], path: "Examples/echo", swiftSettings: settings),
    .executableTarget(
      name: "adding", dependencies: ["Keratin", "ExampleOptions", parser], path: "Examples/adding",
      swiftSettings: settings),
    .executableTarget(
      name: "convnet", dependencies: ["Keratin", "ExampleOptions", parser], path: "Examples/convnet",
      swiftSettings: settings),

    .executableTarget(
      name: "airline", dependencies: ["Keratin", "ExampleOptions", parser], path: "Examples/airline",
      swiftSettings: settings),
    .executableTarget(
      name: "first-network", dependencies: ["Keratin", "ExampleOptions", parser], path: "Tutorials/01-first-network",
      exclude: ["README.md"], swiftSettings: settings),

    // Tests mirror the sources.
    .target(
      name: "KeratinTestSupport",
      dependencies: [
        "KeratinKernels", "KeratinNaive", "KeratinSIMD", "KeratinOpenBLAS", "KeratinGraph", "KeratinLayers",
      ],
      path: "Tests/TestSupport", swiftSettings: settings),
    .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
    .executableTarget(
      name: "training-probe", dependencies: ["Keratin", "AllocationCounter"], path: "Tests/TrainingProbe",
      swiftSettings: settings),
    .executableTarget(
      name: "fuzz", dependencies: ["Keratin", "KeratinTestSupport"], path: "Tests/Fuzzing", swiftSettings: settings),
    .executableTarget(
      name: "interop-probe", dependencies: ["Keratin", "KeratinTestSupport"], path: "Tests/InteropProbe",
      swiftSettings: settings),
    .testTarget(
      name: "KeratinGraphTests",
      dependencies: ["KeratinGraph", "KeratinKernels", "KeratinTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "KeratinKernelsTests", dependencies: ["KeratinKernels", "KeratinNaive", "KeratinTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "KeratinTrainingTests",
      dependencies: [
        "Keratin", "KeratinTraining", "KeratinLayers", "KeratinGraph", "KeratinKernels", "KeratinTestSupport",
        "training-probe",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "KeratinLayersTests",
      dependencies: ["KeratinLayers", "KeratinGraph", "KeratinKernels", "KeratinTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "KeratinFormatsTests",
      dependencies: [
        "Keratin", "KeratinFormats", "KeratinTraining", "KeratinLayers", "KeratinGraph", "KeratinKernels",
        "KeratinTestSupport",
      ],
      swiftSettings: settings),
    .testTarget(name: "DocumentationTests", dependencies: ["Keratin"], swiftSettings: settings),
    .testTarget(
      name: "CommandTests", dependencies: ["Keratin", "KeratinTestSupport", "KeratinCommand"], swiftSettings: settings),
    .testTarget(
      name: "ExampleTests",
      dependencies: [
        "Keratin", "KeratinTestSupport", "digits", "convnet", "airline", "addition", "echo", "adding", "first-network",
      ],
      swiftSettings: settings),
  ]
)
