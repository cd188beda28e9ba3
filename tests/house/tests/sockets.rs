//! Sockets are opened in one place only, and nothing listens.

#![expect(clippy::unwrap_used, reason = "helpers of tests: what cannot be read fails the test")]

/// Names by which a program reaches the network.
const SOCKETS: [&str; 8] =
    ["UdpSocket", "TcpStream", "TcpSocket", "socket2", "mdns_sd", "reqwest", "hyper::", "tokio_rustls"];

/// Names by which a program lets others in.
const LISTENERS: [&str; 2] = ["TcpListener", "UnixListener"];

#[test]
fn only_probe_opens_sockets() {
    for (path, code) in shipped_code() {
        if path.starts_with("src-tauri/crates/probe/") {
            continue;
        }
        for name in SOCKETS {
            assert!(!code.contains(name), "{path} names {name}: only probe opens sockets");
        }
    }
}

#[test]
fn nothing_listens() {
    for (path, code) in shipped_code() {
        for name in LISTENERS {
            assert!(!code.contains(name), "{path} names {name}: the program listens on no port");
        }
    }
}

#[test]
fn shipped_code_was_found() {
    assert!(shipped_code().len() > 20, "the walk over the code finds too little to mean anything");
}

fn shipped_code() -> Vec<(String, String)> {
    let read = |path: String| {
        let code = house::production_code(&path, &house::read(&path).unwrap());
        (path, code)
    };
    house::files("src-tauri", &[".rs"]).into_iter().map(read).filter(|(_, code)| !code.is_empty()).collect()
}
