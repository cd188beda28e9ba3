//! UDP sockets that stay on one interface.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};

use socket2::{Domain, Protocol, SockRef, Socket, Type};
use tokio::net::UdpSocket;

use crate::permit::Permit;

/// Room for the answers of a whole network while this program is busy.
const RECEIVE_BUFFER: usize = 1 << 20;
/// The hops of multicast datagrams of mDNS (RFC 6762 section 11).
pub(crate) const MDNS_HOPS: u32 = 255;
/// The hops of all other multicast datagrams, so that no router passes them on.
pub(crate) const LINK_HOPS: u32 = 1;

/// A socket with a port of the system's choice, for questions over IPv4 and their answers.
pub(crate) fn ephemeral_v4(permit: &Permit, hops: u32) -> io::Result<UdpSocket> {
    let own = permit.own_ipv4().ok_or(io::ErrorKind::AddrNotAvailable)?;
    let socket = fresh(permit, Domain::IPV4)?;
    socket.set_multicast_if_v4(&own)?;
    socket.set_multicast_ttl_v4(hops)?;
    socket.bind(&SocketAddr::from((own, 0)).into())?;
    UdpSocket::from_std(socket.into())
}

/// The same over IPv6, from our link-local address.
pub(crate) fn ephemeral_v6(permit: &Permit, hops: u32) -> io::Result<UdpSocket> {
    let own = permit.own_ipv6().ok_or(io::ErrorKind::AddrNotAvailable)?;
    let index = permit.interface().index;
    let socket = fresh(permit, Domain::IPV6)?;
    socket.set_multicast_if_v6(index)?;
    socket.set_multicast_hops_v6(hops)?;
    socket.bind(&SocketAddr::from(SocketAddrV6::new(own, 0, 0, index)).into())?;
    UdpSocket::from_std(socket.into())
}

/// A socket that shares `port` and hears `group` on this interface only.
pub(crate) fn listener_v4(permit: &Permit, group: Ipv4Addr, port: u16) -> io::Result<UdpSocket> {
    let own = permit.own_ipv4().ok_or(io::ErrorKind::AddrNotAvailable)?;
    let socket = fresh(permit, Domain::IPV4)?;
    share(&socket)?;
    // Bound to the group, the socket takes no unicast datagram away from other programs on the port. Windows cannot do that.
    let bound = if cfg!(windows) { Ipv4Addr::UNSPECIFIED } else { group };
    socket.bind(&SocketAddr::from((bound, port)).into())?;
    socket.join_multicast_v4(&group, &own)?;
    #[cfg(target_os = "linux")]
    socket.set_multicast_all_v4(false)?;
    socket.set_multicast_if_v4(&own)?;
    socket.set_multicast_ttl_v4(MDNS_HOPS)?;
    UdpSocket::from_std(socket.into())
}

/// The same over IPv6.
pub(crate) fn listener_v6(permit: &Permit, group: Ipv6Addr, port: u16) -> io::Result<UdpSocket> {
    permit.own_ipv6().ok_or(io::ErrorKind::AddrNotAvailable)?;
    let index = permit.interface().index;
    let socket = fresh(permit, Domain::IPV6)?;
    share(&socket)?;
    let bound = if cfg!(windows) { Ipv6Addr::UNSPECIFIED } else { group };
    socket.bind(&SocketAddr::from(SocketAddrV6::new(bound, port, 0, index)).into())?;
    socket.join_multicast_v6(&group, index)?;
    socket.set_multicast_if_v6(index)?;
    socket.set_multicast_hops_v6(MDNS_HOPS)?;
    UdpSocket::from_std(socket.into())
}

/// Ties a socket to the permit's interface as far as the system lets ordinary programs; source address and destination check do the rest.
pub(crate) fn pin(socket: SockRef<'_>, permit: &Permit, ipv4: bool) {
    let interface = permit.interface();
    #[cfg(target_os = "linux")]
    let _ = (socket.bind_device(Some(interface.name.as_bytes())), ipv4);
    #[cfg(target_os = "macos")]
    {
        let index = std::num::NonZeroU32::new(interface.index);
        let _ = if ipv4 { socket.bind_device_by_index_v4(index) } else { socket.bind_device_by_index_v6(index) };
    }
    #[cfg(windows)]
    let _ = (socket, interface, ipv4);
}

fn fresh(permit: &Permit, domain: Domain) -> io::Result<Socket> {
    let socket = Socket::new(domain, Type::DGRAM, Some(Protocol::UDP))?;
    socket.set_nonblocking(true)?;
    if domain == Domain::IPV6 {
        socket.set_only_v6(true)?;
    }
    pin(SockRef::from(&socket), permit, domain == Domain::IPV4);
    // The system may allow less, which is fine.
    let _ = socket.set_recv_buffer_size(RECEIVE_BUFFER);
    let _ = socket.set_send_buffer_size(RECEIVE_BUFFER);
    Ok(socket)
}

fn share(socket: &Socket) -> io::Result<()> {
    socket.set_reuse_address(true)?;
    #[cfg(unix)]
    socket.set_reuse_port(true)?;
    Ok(())
}
