//! Questions to the kernel (rtnetlink(7)).

use std::io;

use netlink_packet_core::{NLM_F_DUMP, NLM_F_REQUEST, NetlinkHeader, NetlinkMessage, NetlinkPayload};
use netlink_packet_route::RouteNetlinkMessage;
use netlink_sys::{Socket, SocketAddr, protocols::NETLINK_ROUTE};

/// The kernel fills at most this much at a time (netlink(7)).
const BUFFER: usize = 32 * 1024;

/// An open line to the kernel.
pub(super) struct Netlink {
    socket: Socket,
    buffer: Vec<u8>,
}

impl Netlink {
    pub(super) fn open() -> io::Result<Self> {
        let mut socket = Socket::new(NETLINK_ROUTE)?;
        socket.bind_auto()?;
        socket.connect(&SocketAddr::new(0, 0))?;
        Ok(Self { socket, buffer: vec![0; BUFFER] })
    }

    /// Asks for a whole table and hands each of its rows to `row`. Rows that cannot be read are skipped.
    pub(super) fn dump(
        &mut self,
        question: RouteNetlinkMessage,
        mut row: impl FnMut(RouteNetlinkMessage),
    ) -> io::Result<()> {
        let mut header = NetlinkHeader::default();
        header.flags = NLM_F_DUMP | NLM_F_REQUEST;
        let mut message = NetlinkMessage::new(header, NetlinkPayload::from(question));
        message.finalize();
        let mut bytes = vec![0; message.buffer_len()];
        message.serialize(&mut bytes);
        self.socket.send(&bytes, 0)?;
        loop {
            let received = self.socket.recv(&mut &mut self.buffer[..], 0)?;
            let mut rest = self.buffer.get(..received).unwrap_or_default();
            // The length stands in the first four bytes of a message; messages are aligned to four.
            while let Some(length) = rest.first_chunk::<4>().map(|head| u32::from_ne_bytes(*head) as usize) {
                let Some(one) = rest.get(..length).filter(|one| one.len() >= 16) else { break };
                match NetlinkMessage::<RouteNetlinkMessage>::deserialize(one).map(|message| message.payload) {
                    Ok(NetlinkPayload::Done(_)) => return Ok(()),
                    Ok(NetlinkPayload::Error(error)) => return Err(error.to_io()),
                    Ok(NetlinkPayload::InnerMessage(inner)) => row(inner),
                    Ok(_) | Err(_) => {}
                }
                rest = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
            }
        }
    }
}
