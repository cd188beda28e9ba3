//! Signs of an organisation that manages this computer, and the name of the wireless network.

use std::fs;
use std::path::Path;

/// Files that exist only on a computer that joined a domain or a device management.
const MANAGED_FILES: [(&str, &str); 7] = [
    ("/var/lib/samba/private/secrets.tdb", "joined to a Windows domain (winbind)"),
    ("/var/lib/realmd", "joined to a domain (realmd)"),
    ("/etc/ipa/default.conf", "joined to a FreeIPA domain"),
    ("/etc/opt/quest/vas/vas.conf", "joined to a domain (Safeguard)"),
    ("/opt/microsoft/intune", "managed by Microsoft Intune"),
    ("/etc/landscape/client.conf", "managed by Landscape"),
    ("/opt/jc/jcagent.conf", "managed by JumpCloud"),
];

/// The first sign found.
pub(crate) fn managed() -> Option<String> {
    managed_below(Path::new("/"))
}

fn managed_below(root: &Path) -> Option<String> {
    let at = |path: &str| root.join(path.trim_start_matches('/'));
    let says = |path: &str, keys: &[&str]| {
        fs::read_to_string(at(path)).is_ok_and(|text| {
            text.lines().map(str::trim).filter(|line| !line.starts_with(['#', ';'])).any(|line| {
                let line = line.to_ascii_lowercase().replace(' ', "");
                keys.iter().any(|key| line.starts_with(key))
            })
        })
    };
    if says("/etc/sssd/sssd.conf", &["id_provider=ad", "id_provider=ipa", "id_provider=ldap"]) {
        return Some("joined to a domain (sssd)".into());
    }
    if says("/etc/samba/smb.conf", &["security=ads", "security=domain"]) {
        return Some("joined to a Windows domain (samba)".into());
    }
    let full = |path: &Path| match fs::metadata(path) {
        Ok(found) if found.is_dir() => fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some()),
        // Samba makes its file on every computer; only a joined one has more than an empty database in it.
        Ok(found) if path.ends_with("secrets.tdb") => {
            found.len() > 0 && says("/etc/samba/smb.conf", &["security=ads", "security=domain"])
        }
        Ok(found) => found.len() > 0,
        Err(_) => false,
    };
    MANAGED_FILES.iter().find(|(path, _)| full(&at(path))).map(|&(_, sign)| sign.to_owned())
}

/// The name of the wireless network (SIOCGIWESSID, the wireless extensions; current drivers still answer it).
#[expect(unsafe_code, reason = "an ioctl has no safe wrapper")]
pub(super) fn wifi_name(interface: &str) -> Option<String> {
    use std::os::fd::AsRawFd;

    let socket = std::net::UdpSocket::bind(("127.0.0.1", 0)).ok()?;
    let mut name = [0_u8; 33];
    // SAFETY: the request is plain data, for which zeros are valid.
    let mut request: libc::iwreq = unsafe { std::mem::zeroed() };
    // SAFETY: the name is a plain array in a union; all its bytes were set above.
    let place = unsafe { &mut request.ifr_ifrn.ifrn_name };
    // The last byte stays zero.
    for (to, from) in place[..15].iter_mut().zip(interface.bytes()) {
        *to = from.cast_signed() as libc::c_char;
    }
    request.u.essid = libc::iw_point { pointer: name.as_mut_ptr().cast(), length: 32, flags: 0 };
    // SAFETY: the kernel writes at most 32 bytes to `name`, which outlives the call, and its length to the request.
    let done = unsafe { libc::ioctl(socket.as_raw_fd(), libc::SIOCGIWESSID, &mut request) };
    // SAFETY: it was set above, and the kernel keeps it set.
    let length = usize::from(unsafe { request.u.essid.length });
    let name = wire::clean_text(name.get(..length)?, 32);
    (done == 0 && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_domain() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(managed_below(root.path()), None);
        fs::create_dir_all(root.path().join("etc/samba")).unwrap();
        fs::write(root.path().join("etc/samba/smb.conf"), "[global]\n;security = ads\nsecurity = user\n").unwrap();
        fs::create_dir_all(root.path().join("var/lib/samba/private")).unwrap();
        fs::write(root.path().join("var/lib/samba/private/secrets.tdb"), "x").unwrap();
        fs::create_dir_all(root.path().join("var/lib/realmd")).unwrap();
        assert_eq!(managed_below(root.path()), None, "a plain file server is nobody's");
        fs::create_dir_all(root.path().join("etc/sssd")).unwrap();
        fs::write(root.path().join("etc/sssd/sssd.conf"), "[domain/x]\nid_provider = ad\n").unwrap();
        assert_eq!(managed_below(root.path()).as_deref(), Some("joined to a domain (sssd)"));
    }
}
