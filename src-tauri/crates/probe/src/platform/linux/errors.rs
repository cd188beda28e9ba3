//! ICMP errors for datagrams of ours, from a socket's error queue (ip(7), `IP_RECVERR`).

#![expect(unsafe_code, reason = "the error queue has no safe wrapper")]

use std::io;
use std::mem::{MaybeUninit, size_of, zeroed};
use std::net::{IpAddr, Ipv4Addr};
use std::os::fd::AsRawFd;

use crate::platform::Returned;

/// Read at most this many at a time, so that a flood of them holds nobody up.
const AT_ONCE: usize = 256;

/// Has the kernel keep ICMP errors for an IPv4 socket.
pub(crate) fn watch_errors(socket: &impl AsRawFd) -> io::Result<()> {
    let on: libc::c_int = 1;
    // SAFETY: the option takes an int, whose size is given.
    let done = unsafe {
        let size = size_of::<libc::c_int>() as libc::socklen_t;
        libc::setsockopt(socket.as_raw_fd(), libc::IPPROTO_IP, libc::IP_RECVERR, (&raw const on).cast(), size)
    };
    if done == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// The errors that came since the last call.
pub(crate) fn read_errors(socket: &impl AsRawFd) -> Vec<Returned> {
    (0..AT_ONCE).map_while(|_| read_one(socket)).flatten().collect()
}

/// None at the end of the queue; inside, none for an error that is no ICMP message.
fn read_one(socket: &impl AsRawFd) -> Option<Option<Returned>> {
    // SAFETY: all three are plain data, for which zeros are valid.
    let (mut to, mut message): (libc::sockaddr_in, libc::msghdr) = unsafe { (zeroed(), zeroed()) };
    let mut control = [MaybeUninit::<libc::cmsghdr>::uninit(); 32];
    message.msg_name = (&raw mut to).cast();
    message.msg_namelen = size_of::<libc::sockaddr_in>() as libc::socklen_t;
    message.msg_control = control.as_mut_ptr().cast();
    message.msg_controllen = size_of_val(&control);
    // SAFETY: name and control point to memory of the given sizes that outlives the call; there is no payload buffer.
    let received = unsafe { libc::recvmsg(socket.as_raw_fd(), &mut message, libc::MSG_ERRQUEUE | libc::MSG_DONTWAIT) };
    if received < 0 {
        return None;
    }
    let to = IpAddr::V4(Ipv4Addr::from(u32::from_be(to.sin_addr.s_addr)));
    // SAFETY: the kernel filled the control buffer, and the CMSG functions stay within its length.
    unsafe {
        let mut header = libc::CMSG_FIRSTHDR(&message);
        while let Some(part) = header.as_ref() {
            let whole = libc::CMSG_LEN((size_of::<libc::sock_extended_err>() + size_of::<libc::sockaddr_in>()) as _);
            if part.cmsg_level == libc::IPPROTO_IP && part.cmsg_type == libc::IP_RECVERR && part.cmsg_len >= whole as _
            {
                let error = libc::CMSG_DATA(header).cast::<libc::sock_extended_err>().read_unaligned();
                // The offender's address stands right behind the error (ip(7)).
                let by = libc::CMSG_DATA(header).cast::<libc::sock_extended_err>().add(1).cast::<libc::sockaddr_in>();
                let by = IpAddr::V4(Ipv4Addr::from(u32::from_be(by.read_unaligned().sin_addr.s_addr)));
                return Some((error.ee_origin == libc::SO_EE_ORIGIN_ICMP).then_some(Returned { to, by }));
            }
            header = libc::CMSG_NXTHDR(&message, header);
        }
    }
    Some(None)
}

#[cfg(test)]
mod tests {
    use std::net::UdpSocket;
    use std::time::Duration;

    use super::*;

    #[test]
    fn tells_who_returned_a_datagram() {
        let closed = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        watch_errors(&socket).unwrap();
        assert_eq!(read_errors(&socket), []);
        socket.send_to(b"hello", closed).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        assert_eq!(read_errors(&socket), [Returned { to: closed.ip(), by: closed.ip() }]);
        assert_eq!(read_errors(&socket), []);
    }
}
