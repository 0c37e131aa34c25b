import Foundation
import Synchronization

/// A server on loopback that gives fixed answers, one connection after another.
final class HTTPServer: Sendable {
  /// What is sent for a path.
  struct Answer: Sendable {
    var status = "200 OK"
    var headers: [String] = []
    var body: [UInt8] = []
    /// The length that is promised; that of the body by default.
    var promised: Int?
    /// Seconds between two halves of the body.
    var pause = 0.0
  }

  let port: UInt16
  private let socket: Int32
  private let asked = Mutex<[String]>([])

  /// `http://127.0.0.1:PORT`
  var address: String { "http://127.0.0.1:\(port)" }
  /// The paths that were asked for.
  var requests: [String] { asked.withLock { $0 } }

  init(_ answers: [String: Answer]) throws {
    #if canImport(Darwin)
      let stream = SOCK_STREAM
    #else
      let stream = Int32(SOCK_STREAM.rawValue)
    #endif
    socket = Foundation.socket(AF_INET, stream, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = socket
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        bind(descriptor, place, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, place, &length) == 0
      }
    }
    guard descriptor >= 0, bound else { throw CocoaError(.fileWriteUnknown) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        if connection < 0 { return }
        serve(connection, answers)
        close(connection)
      }
    }
  }

  func stop() {
    shutdown(socket, Int32(SHUT_RDWR))
    close(socket)
  }

  private func serve(_ connection: Int32, _ answers: [String: Answer]) {
    var request = [UInt8](repeating: 0, count: 8192)
    let count = recv(connection, &request, request.count, 0)
    guard count > 0 else { return }
    let path = String(decoding: request[..<count], as: UTF8.self).split(separator: " ").dropFirst().first ?? ""
    asked.withLock { $0.append(String(path)) }
    let answer = answers[String(path)] ?? Answer(status: "404 Not Found", body: Array("nothing here".utf8))
    let head =
      (["HTTP/1.1 \(answer.status)", "Content-Length: \(answer.promised ?? answer.body.count)", "Connection: close"]
      + answer.headers).joined(separator: "\r\n") + "\r\n\r\n"
    send(connection, Array(head.utf8))
    let half = answer.body.count / 2
    send(connection, Array(answer.body[..<half]))
    if answer.pause > 0 { Thread.sleep(forTimeInterval: answer.pause) }
    send(connection, Array(answer.body[half...]))
    shutdown(connection, Int32(SHUT_WR))
  }

  private func send(_ connection: Int32, _ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      #if canImport(Darwin)
        let flags: Int32 = 0
      #else
        let flags = Int32(MSG_NOSIGNAL)
      #endif
      let count = rest.withUnsafeBytes { Foundation.send(connection, $0.baseAddress, $0.count, flags) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }
}
