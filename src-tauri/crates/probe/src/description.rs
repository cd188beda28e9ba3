//! UPnP descriptions: fetched once each, from the device that told of them and from nowhere else.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Empty};
use hyper::body::Bytes;
use hyper::header::{ACCEPT_ENCODING, CONNECTION, HOST, USER_AGENT};
use hyper_util::rt::TokioIo;
use model::{ProbeKind, Source};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use wire::Reading;
use wire::location::{self, Target};
use wire::upnp::MAX_DESCRIPTION;

use crate::scene::Scene;

/// For all of it: connecting, asking, reading.
const DEADLINE: Duration = Duration::from_secs(3);
/// Connections to one device at a time.
const AT_ONCE: usize = 2;
/// Descriptions of one device.
const OF_ONE: usize = 8;
/// Descriptions of all devices that are fetched at the same time.
const OF_ALL_AT_ONCE: usize = 32;
/// A header larger than this is not read.
const LARGEST_HEADER: usize = 16 * 1024;

/// What is fetched from one device.
struct Device {
    urls: BTreeSet<String>,
    slots: Arc<Semaphore>,
}

/// Fetches the descriptions whose locations come in.
pub(crate) async fn run(scene: Arc<Scene>, mut locations: mpsc::Receiver<(IpAddr, String)>) {
    let mut devices: BTreeMap<IpAddr, Device> = BTreeMap::new();
    let all = Arc::new(Semaphore::new(OF_ALL_AT_ONCE));
    let mut tasks = JoinSet::new();
    while let Some((from, location)) = locations.recv().await {
        while tasks.try_join_next().is_some() {}
        let target = match location::pinned(&location, from) {
            Ok(target) => target,
            Err(what) => {
                scene.outlet.odd(Some(from), Source::Ssdp, what).await;
                continue;
            }
        };
        let device = devices
            .entry(from)
            .or_insert_with(|| Device { urls: BTreeSet::new(), slots: Arc::new(Semaphore::new(AT_ONCE)) });
        if device.urls.contains(&location) {
            continue;
        }
        if device.urls.len() >= OF_ONE {
            scene.outlet.odd(Some(from), Source::Ssdp, "more descriptions than one device can have").await;
            continue;
        }
        device.urls.insert(location.clone());
        let (scene, slots, all) = (Arc::clone(&scene), Arc::clone(&device.slots), Arc::clone(&all));
        tasks.spawn(async move {
            let (Ok(_slot), Ok(_of_all)) = (slots.acquire().await, all.acquire().await) else { return };
            let reading = fetch(&scene, &target, &location).await;
            scene.outlet.reading(from, Source::Upnp, reading).await;
        });
    }
}

async fn fetch(scene: &Scene, target: &Target, location: &str) -> Reading {
    let mut body = Vec::new();
    let outcome = tokio::time::timeout(DEADLINE, read(scene, target, &mut body)).await;
    let odd = match outcome {
        Ok(Ok(None)) => None,
        Ok(Ok(Some(odd))) => Some(odd),
        Ok(Err(_)) => Some("a description that could not be fetched"),
        Err(_) => Some("a description that came too slowly"),
    };
    // A description that was cut off may still begin with what matters.
    let mut reading = if body.is_empty() { Reading::default() } else { wire::upnp::read_description(&body, location) };
    if let Some(odd) = odd {
        reading.oddities = vec![odd.to_owned()];
    }
    reading
}

/// Asks and reads into `body`; the oddity, if there is one.
async fn read(scene: &Scene, target: &Target, body: &mut Vec<u8>) -> io::Result<Option<&'static str>> {
    if target.https {
        return Ok(Some("a description behind https, which is not fetched"));
    }
    let booked = scene.gate.connect(target.address, ProbeKind::Upnp, DEADLINE).await?;
    let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
        .max_buf_size(LARGEST_HEADER)
        .handshake(TokioIo::new(booked))
        .await
        .map_err(io::Error::other)?;
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let request = hyper::Request::get(&target.path)
        .header(HOST, &target.host_header)
        .header(USER_AGENT, concat!("Homewarden/", env!("CARGO_PKG_VERSION")))
        .header(ACCEPT_ENCODING, "identity")
        .header(CONNECTION, "close")
        .body(Empty::<Bytes>::new())
        .map_err(io::Error::other)?;
    let response = sender.send_request(request).await.map_err(io::Error::other)?;
    if response.status().is_redirection() {
        return Ok(Some("a description that leads elsewhere"));
    }
    if !response.status().is_success() {
        return Ok(Some("a description that is refused"));
    }
    let mut stream = response.into_body();
    while let Some(frame) = stream.frame().await {
        let Ok(data) = frame.map_err(io::Error::other)?.into_data() else { continue };
        let room = MAX_DESCRIPTION - body.len();
        body.extend_from_slice(data.get(..room).unwrap_or(&data));
        if data.len() > room {
            return Ok(Some("a description longer than is read"));
        }
    }
    Ok(None)
}
