//! The example household as the window is told of it, written to a file for the tests of the page.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::dto::{Change, Day, Device, DeviceDetail, Home, Overview};
use crate::example::Example;
use crate::example::tests::now;
use crate::shell::routers;

/// All that a window would pull.
#[derive(Serialize)]
struct Household {
    /// The moment of the example.
    now: String,
    homes: Vec<Home>,
    devices: Vec<Device>,
    details: BTreeMap<String, DeviceDetail>,
    overviews: BTreeMap<String, Overview>,
    changes: BTreeMap<String, Vec<Change>>,
}

/// Writes the file; CI fails when that changes a committed one.
#[tokio::test]
async fn the_household_of_the_page_tests_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/tests/fixtures/home22.json");
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    let example = Example::start(now).await.unwrap();
    let mut after = serde_json::to_string_pretty(&pull(example.engine()).await).unwrap();
    after.push('\n');
    example.end().await;
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, &after).unwrap();
    assert!(before == after, "ui/tests/fixtures/home22.json was out of date and is now written: commit it");
}

async fn pull(engine: &engine::Handle) -> Household {
    let day = Day::default();
    let routers = routers(engine).await.unwrap();
    let views = engine.devices().await.unwrap();
    let (mut details, mut overviews, mut changes) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for device in &views {
        let detail = engine.detail(device.id.as_str()).await.unwrap();
        details.insert(device.id.to_string(), DeviceDetail::of(detail, routers.contains(&device.id), day));
    }
    let homes = engine.homes().await.unwrap();
    for home in &homes {
        let told = engine.changes_of(home.id.clone()).await.unwrap();
        changes.insert(home.id.to_string(), told.into_iter().map(|told| Change::of(told, day)).collect());
        overviews.insert(home.id.to_string(), Overview::of(engine.overview(home.id.clone()).await.unwrap(), day));
    }
    Household {
        now: now().to_string(),
        devices: views.iter().map(|view| Device::of(view, routers.contains(&view.id), day)).collect(),
        homes: homes.into_iter().map(Home::from).collect(),
        details,
        overviews,
        changes,
    }
}
