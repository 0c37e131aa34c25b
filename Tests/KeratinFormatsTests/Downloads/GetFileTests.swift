import Foundation
import KeratinFormats
import KeratinGraph
import KeratinTestSupport
import KeratinTraining
import Testing

/// Files come into the cache folder whole, or not at all.
@Suite struct GetFileTests {
  private let body = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 256) }

  private func content(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

  private func files(_ folder: String) -> [String] {
    ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasSuffix("datasets") }
  }

  @Test func digestsAreThoseOfTheStandard() {
    #expect(SHA256.digest([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(SHA256.digest(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let two = Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)
    #expect(SHA256.digest(two) == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    let million = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(SHA256.digest(million) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    for size in [1, 55, 56, 63, 64, 65, 1000] {
      var pieces = SHA256()
      for start in stride(from: 0, to: body.count, by: size) { pieces.add(body[start..<min(start + size, body.count)]) }
      #expect(pieces.finish() == SHA256.digest(body))
    }
  }

  @Test func aFileIsDownloadedOnce() throws {
    let server = try HTTPServer(["/a/data.bin": .init(body: body)])
    defer { server.stop() }
    try withTemporaryFolder { folder in
      let origin = "\(server.address)/a/data.bin"
      let path = try getFile(origin: origin, fileHash: SHA256.digest(body), cacheDirectory: folder, verbose: .silent)
      #expect(path == "\(folder)/datasets/data.bin")
      #expect(try content(path) == body)
      let again = try getFile(origin: origin, fileHash: SHA256.digest(body), cacheDirectory: folder, verbose: .silent)
      #expect(again == path && server.requests.count == 1)
      _ = try getFile(origin: origin, cacheDirectory: folder, forceDownload: true, verbose: .silent)
      #expect(server.requests.count == 2)
      let other = try getFile(
        "other.bin", origin: origin, cacheSubdirectory: "", cacheDirectory: folder, verbose: .silent)
      #expect(other == "\(folder)/other.bin")
      #expect(files(folder).sorted() == ["datasets/data.bin", "other.bin"])
    }
  }

  @Test func aDamagedFileIsReplaced() throws {
    let server = try HTTPServer(["/data.bin": .init(body: body)])
    defer { server.stop() }
    try withTemporaryFolder { folder in
      try write([1, 2, 3], to: "\(folder)/datasets/data.bin")
      let path = try getFile(
        origin: "\(server.address)/data.bin", fileHash: SHA256.digest(body).uppercased(), cacheDirectory: folder,
        verbose: .silent)
      #expect(try content(path) == body)
    }
  }

  @Test func redirectionsAndSlownessAreBorne() throws {
    let server = try HTTPServer([
      "/old": .init(status: "302 Found", headers: ["Location: /new"]), "/new": .init(body: body, pause: 0.3),
      "/loop": .init(status: "302 Found", headers: ["Location: /loop"]), "/empty": .init(),
      "/file": .init(status: "302 Found", headers: ["Location: file:///etc/hostname"]),
    ])
    defer { server.stop() }
    try withTemporaryFolder { folder in
      let old = try getFile(origin: "\(server.address)/old", cacheDirectory: folder, verbose: .silent)
      #expect(try content(old) == body)
      let empty = try getFile(origin: "\(server.address)/empty", cacheDirectory: folder, verbose: .silent)
      #expect(try content(empty) == [])
      for name in ["loop", "file"] {
        let error = #expect(throws: KeratinError.self) {
          try getFile(origin: "\(server.address)/\(name)", cacheDirectory: folder, verbose: .silent)
        }
        #expect(error?.kind == .file)
      }
      #expect(files(folder).sorted() == ["datasets/empty", "datasets/old"])
    }
  }

  @Test func whatFailsLeavesNothing() throws {
    let server = try HTTPServer([
      "/short": .init(body: body, promised: body.count + 1000), "/data.bin": .init(body: body),
      "/broken": .init(status: "500 Internal Server Error"),
    ])
    defer { server.stop() }
    try withTemporaryFolder { folder in
      func error(_ path: String, hash: String? = nil) -> KeratinError? {
        #expect(throws: KeratinError.self) {
          try getFile(origin: server.address + path, fileHash: hash, cacheDirectory: folder, verbose: .silent)
        }
      }
      #expect(error("/missing")?.received.contains("404") == true)
      #expect(error("/broken")?.received.contains("500") == true)
      #expect(error("/short")?.kind == .file)
      let wrong = error("/data.bin", hash: String(repeating: "0", count: 64))
      #expect(wrong?.kind == .data && wrong?.received.contains(SHA256.digest(body)) == true)
      #expect(files(folder).isEmpty)
      // A file that was there stays as it was.
      try write([1], to: "\(folder)/datasets/data.bin")
      #expect(error("/data.bin", hash: String(repeating: "0", count: 64)) != nil)
      #expect(try content("\(folder)/datasets/data.bin") == [1])
    }
  }

  @Test func aConnectionThatSleepsIsGivenUp() throws {
    let server = try HTTPServer(["/stuck": .init(body: body, pause: 60)])
    defer { server.stop() }
    try withTemporaryFolder { folder in
      #expect(throws: KeratinError.self) {
        try Download(origin: server.address + "/stuck", patience: 1).run(to: "\(folder)/stuck") { _ in }
      }
      #expect(files(folder).isEmpty)
    }
  }

  @Test func progressIsTold() throws {
    let server = try HTTPServer(["/data.bin": .init(body: body, pause: 0.3)])
    defer { server.stop() }
    try withTemporaryFolder { folder in
      var told: [Int] = []
      try Download(origin: "\(server.address)/data.bin").run(to: "\(folder)/part") { told.append($0) }
      #expect(told == told.sorted() && told.last == body.count && told.count > 2)
    }
  }

  @Test func mistakesAreExplained() throws {
    try withTemporaryFolder { folder in
      func error(_ name: String? = nil, _ origin: String, hash: String? = nil, cache: String? = nil) -> KeratinError? {
        #expect(throws: KeratinError.self) {
          try getFile(name, origin: origin, fileHash: hash, cacheDirectory: cache ?? folder, verbose: .silent)
        }
      }
      #expect(error("..", "http://127.0.0.1:1/x")?.kind == .argument)
      #expect(error("a/b", "http://127.0.0.1:1/x")?.kind == .argument)
      #expect(error("", "http://127.0.0.1:1/x")?.kind == .argument)
      #expect(error(nil, "")?.kind == .argument)
      #expect(error(nil, "http://127.0.0.1:1/x", hash: "abc")?.kind == .argument)
      #expect(error("x", "file:///etc/hostname")?.expected.contains("https://") == true)
      #expect(error("x", "-o/tmp/x")?.expected.contains("https://") == true)
      #expect(error(nil, "http://127.0.0.1:1/x")?.kind == .file)
      try write([], to: "\(folder)/file")
      #expect(error(nil, "http://127.0.0.1:1/x", cache: "\(folder)/file")?.kind == .file)
      #expect(files(folder) == ["file"])
    }
  }
}
