//! The questions to one device, one after the other.

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use model::{Fact, NotChecked, ProbeKind, Source};
use tokio::io::{AsyncRead, AsyncWrite};
use wire::http::{self, Response};
use wire::{Reading, banner, certificate, gadget, ipp, options, page};

use super::exchange::{End, Question, exchange, of_error};
use super::maker_page::{MakerPage, PAGES};
use super::udp::Datagrams;
use super::{Speaks, tls};
use crate::booked::Booked;
use crate::hint::Hint;
use crate::scene::Scene;

/// For all questions to one device.
const WHOLE: Duration = Duration::from_secs(6);
/// For one question, once the connection stands.
const DEADLINE: Duration = Duration::from_secs(2);
/// A device that is near accepts or refuses a connection within this time.
const PATIENCE: Duration = Duration::from_millis(700);
/// A device that lets so many connections go unanswered drops them all.
const SILENT: u32 = 3;
/// Between two connections, so that a slow gadget can tidy up.
const REST: Duration = Duration::from_millis(40);
/// After so long without a byte a greeting is over. Telnet servers first offer options, and start their greeter meanwhile.
const QUIET: Duration = Duration::from_millis(400);
const TELNET_QUIET: Duration = Duration::from_millis(1_200);

/// Some servers leave the connection open after an answer whose length they do not tell.
const WEB_QUIET: Duration = Duration::from_secs(1);

/// The ports that every device is asked on, in this order.
pub(crate) const ORDER: [(u16, Speaks); 10] = [
    (80, Speaks::Http),
    (443, Speaks::Https),
    (22, Speaks::Ssh),
    (21, Speaks::Ftp),
    (23, Speaks::Telnet),
    (554, Speaks::Rtsp),
    (631, Speaks::Ipp),
    (445, Speaks::Other),
    (8_080, Speaks::Http),
    (8_443, Speaks::Https),
];

/// The port of TP-Link's plugs, and words that point to one.
const KASA: (u16, [&str; 8]) = (9_999, ["kasa", "tp-link", "tplink", "hs10", "hs11", "kl1", "kp1", "lb1"]);
/// Words that point to a lamp of LIFX, the maker's name in the registry among them.
const LAMP: [&str; 2] = ["lifx", "lifi labs"];

/// Why the questions to a device ended early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Trouble(&'static str);

const BROKEN_OFF: Trouble = Trouble("it broke off after a question");
const TOO_SLOW: Trouble = Trouble("it did not answer a question in time");
const TOO_LONG: Trouble = Trouble("all questions together took too long");

/// One device that is being asked.
pub(crate) struct Visit {
    scene: Arc<Scene>,
    datagrams: Arc<Datagrams>,
    address: IpAddr,
    asked: BTreeSet<u16>,
    pages: BTreeSet<&'static str>,
    silent: u32,
}

impl Visit {
    pub(crate) fn new(scene: Arc<Scene>, datagrams: Arc<Datagrams>, address: IpAddr) -> Self {
        Self { scene, datagrams, address, asked: BTreeSet::new(), pages: BTreeSet::new(), silent: 0 }
    }

    /// Asks what this device may be asked, and tells if that ended early.
    pub(crate) async fn run(mut self) {
        let trouble = match tokio::time::timeout(WHOLE, self.ask_in_order()).await {
            Ok(Ok(())) => return,
            Ok(Err(trouble)) => trouble,
            Err(_) => TOO_LONG,
        };
        self.not_checked("further questions to this device", trouble.0).await;
    }

    async fn ask_in_order(&mut self) -> Result<(), Trouble> {
        for (port, speaks) in ORDER {
            if self.silent < SILENT || self.hint().ports.contains_key(&port) {
                self.ask(port, speaks).await?;
            }
        }
        self.datagrams.ask(&self.scene, self.address).await;
        let hint = self.hint();
        if LAMP.iter().any(|word| hint.words.contains(word)) {
            self.datagrams.ask_lamp(&self.scene, self.address).await;
        }
        for (port, speaks) in hint.ports {
            self.ask(port, speaks).await?;
        }
        if KASA.1.iter().any(|word| hint.words.contains(word)) {
            self.ask(KASA.0, Speaks::Kasa).await?;
        }
        self.ask_maker_pages(None).await
    }

    /// One port, once.
    async fn ask(&mut self, port: u16, speaks: Speaks) -> Result<(), Trouble> {
        if !self.asked.insert(port) {
            return Ok(());
        }
        match speaks {
            Speaks::Http => self.ask_web(port).await,
            Speaks::Https => self.ask_tls(port).await,
            Speaks::Rtsp => {
                let question = options::rtsp_question(&self.host(port));
                let question = Question { is_whole: options::rtsp_is_whole, ..web(&question) };
                self.service(port, (ProbeKind::Rtsp, Source::Rtsp), question, options::read_rtsp).await
            }
            Speaks::Ipp => {
                let question = ipp::question(&self.host(port));
                self.service(port, (ProbeKind::Ipp, Source::Ipp), web(&question), ipp::read).await
            }
            Speaks::Kasa => {
                let question = gadget::kasa_question();
                let question = Question { is_whole: gadget::kasa_is_whole, ..web(&question) };
                self.service(port, (ProbeKind::Gadget, Source::Tcp), question, gadget::read_kasa).await
            }
            Speaks::Other => {
                self.connect(port, ProbeKind::Port).await;
                Ok(())
            }
            Speaks::Ssh => self.greeting(port, ProbeKind::Ssh, Source::Ssh, banner::read_ssh).await,
            Speaks::Ftp => self.greeting(port, ProbeKind::Ftp, Source::Ftp, banner::read_ftp).await,
            Speaks::Telnet => self.greeting(port, ProbeKind::Telnet, Source::Telnet, banner::read_telnet).await,
        }
    }

    async fn greeting(
        &mut self,
        port: u16,
        probe: ProbeKind,
        source: Source,
        read: fn(&[u8], u16) -> Reading,
    ) -> Result<(), Trouble> {
        let quiet = if probe == ProbeKind::Telnet { TELNET_QUIET } else { QUIET };
        let question = Question { bytes: &[], is_whole: |_| false, quiet: Some(quiet), deadline: DEADLINE };
        self.service(port, (probe, source), question, read).await
    }

    async fn service(
        &mut self,
        port: u16,
        (probe, source): (ProbeKind, Source),
        question: Question<'_>,
        read: fn(&[u8], u16) -> Reading,
    ) -> Result<(), Trouble> {
        let Some(mut stream) = self.connect(port, probe).await else { return Ok(()) };
        let (answer, end) = exchange(&mut stream, question).await;
        if !answer.is_empty() {
            self.tell(source, read(&answer, port)).await;
        }
        sound(end)
    }

    async fn ask_web(&mut self, port: u16) -> Result<(), Trouble> {
        let Some(mut stream) = self.connect(port, ProbeKind::Http).await else { return Ok(()) };
        let Some((leads_to, icon)) = self.first_page(&mut stream, port).await? else { return Ok(()) };
        // Cameras, and devices of which nothing else is known, are asked one question a port.
        let hint = self.hint();
        if hint.heard && !hint.is_camera() {
            let mut icon = icon;
            if let Some(path) = leads_to {
                let answer = self.get(port, &path).await?;
                let page = http::read_root(&answer, self.address, port);
                icon = page.icon.or(icon);
                self.tell(Source::Http, page.reading).await;
            }
            let answer = self.get(port, icon.as_deref().unwrap_or("/favicon.ico")).await?;
            self.tell(Source::Http, http::read_icon(&answer, port)).await;
        }
        self.ask_maker_pages(Some(port)).await
    }

    async fn ask_tls(&mut self, port: u16) -> Result<(), Trouble> {
        let Some(stream) = self.connect(port, ProbeKind::Tls).await else { return Ok(()) };
        let Ok((connected, shown)) = tokio::time::timeout(DEADLINE, tls::handshake(stream, self.address)).await else {
            return Err(TOO_SLOW);
        };
        if let Some(shown) = &shown {
            self.tell(Source::Tls, certificate::read(shown, port)).await;
        }
        match connected {
            Ok(mut stream) => self.first_page(&mut stream, port).await.map(|_| ()),
            Err(error) => {
                sound(of_error(&error))?;
                if shown.is_none() {
                    let why = format!("its port {port} speaks no TLS that is understood");
                    self.not_checked("the certificate of this device", &why).await;
                }
                Ok(())
            }
        }
    }

    /// Where the first page leads to and its icon, if it is a page.
    async fn first_page(
        &mut self,
        stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
        port: u16,
    ) -> Result<Option<(Option<String>, Option<String>)>, Trouble> {
        let question = http::get(&self.host(port), "/");
        let (answer, end) = exchange(stream, web(&question)).await;
        let page = http::read_root(&answer, self.address, port);
        let is_page = !page.reading.facts.is_empty();
        if !answer.is_empty() {
            self.tell(Source::Http, page.reading).await;
        }
        sound(end)?;
        Ok(is_page.then_some((page.leads_to, page.icon)))
    }

    /// The pages that an earlier answer points to, on a port that is open or on all that were not asked yet.
    async fn ask_maker_pages(&mut self, port: Option<u16>) -> Result<(), Trouble> {
        let hint = self.hint();
        if hint.is_camera() {
            return Ok(());
        }
        for page in PAGES.iter().filter(|page| page.fits(&hint.words)) {
            // A port that was asked and is open was given to its pages already.
            let is_due = port.map_or_else(|| !self.asked.contains(&page.port), |port| page.port == port);
            if is_due && self.pages.insert(page.name) {
                let answer = self.exchange_once(page.port, &self.question_for(page)).await?;
                if !answer.is_empty() {
                    self.tell(Source::Http, page::read_answer(page.name, &answer, page.port)).await;
                }
            }
        }
        Ok(())
    }

    fn question_for(&self, page: &MakerPage) -> Vec<u8> {
        let host = self.host(page.port);
        match page.action {
            Some(action) => http::post(&host, page.path, "application/json; charset=UTF-8", &[action], b"{}"),
            None => http::get(&host, page.path),
        }
    }

    async fn get(&mut self, port: u16, path: &str) -> Result<Vec<u8>, Trouble> {
        let question = http::get(&self.host(port), path);
        self.exchange_once(port, &question).await
    }

    async fn exchange_once(&mut self, port: u16, question: &[u8]) -> Result<Vec<u8>, Trouble> {
        let Some(mut stream) = self.connect(port, ProbeKind::Http).await else { return Ok(Vec::new()) };
        let (answer, end) = exchange(&mut stream, web(question)).await;
        sound(end)?;
        Ok(answer)
    }

    /// The connection, if the port is open.
    async fn connect(&mut self, port: u16, probe: ProbeKind) -> Option<Booked> {
        tokio::time::sleep(REST).await;
        match self.scene.gate.connect(SocketAddr::new(self.address, port), probe, PATIENCE).await {
            Ok(stream) => {
                self.silent = 0;
                self.scene.saw(self.address, Fact::Open { transport: "tcp".into(), port }).await;
                Some(stream)
            }
            Err(error) => {
                self.silent = if error.kind() == io::ErrorKind::ConnectionRefused { 0 } else { self.silent + 1 };
                None
            }
        }
    }

    fn hint(&self) -> Hint {
        self.scene.outlet.hint(self.address)
    }

    fn host(&self, port: u16) -> String {
        let host = match self.address {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("[{address}]"),
        };
        if port == 80 { host } else { format!("{host}:{port}") }
    }

    async fn tell(&self, source: Source, reading: Reading) {
        self.scene.outlet.reading(self.address, source, reading).await;
    }

    async fn not_checked(&self, what: &str, why: &str) {
        let device = Some(self.address.to_string());
        self.scene.outlet.not_checked(NotChecked { device, what: what.into(), why: why.into() }).await;
    }
}

fn web(bytes: &[u8]) -> Question<'_> {
    Question { bytes, is_whole: Response::is_whole, quiet: Some(WEB_QUIET), deadline: DEADLINE }
}

fn sound(end: End) -> Result<(), Trouble> {
    match end {
        End::Well => Ok(()),
        End::BrokenOff => Err(BROKEN_OFF),
        End::TooSlow => Err(TOO_SLOW),
    }
}
