//! Linux: netlink (rtnetlink(7)), procfs and sysfs, and the error queue of sockets (ip(7), `IP_RECVERR`).

mod errors;
mod links;
mod netlink;
mod signs;
mod table;

pub(crate) use errors::{read_errors, watch_errors};
pub(crate) use links::links;
pub(crate) use signs::managed;
pub(crate) use table::{Table, table_limit};

/// This computer's name.
pub(crate) fn host_name() -> Option<String> {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").ok()?;
    let name = wire::clean_text(name.trim(), 253);
    (!name.is_empty() && name != "(none)").then_some(name)
}
