//! The files of `assets/i18n`, embedded. A test compares this list with the folder.

const ENGLISH: &[&str] = &[
    include_str!("../../../../assets/i18n/changes.en.ftl"),
    include_str!("../../../../assets/i18n/cli.en.ftl"),
    include_str!("../../../../assets/i18n/consent.en.ftl"),
    include_str!("../../../../assets/i18n/devices.en.ftl"),
    include_str!("../../../../assets/i18n/evidence.en.ftl"),
    include_str!("../../../../assets/i18n/home.en.ftl"),
    include_str!("../../../../assets/i18n/list.en.ftl"),
    include_str!("../../../../assets/i18n/overview.en.ftl"),
    include_str!("../../../../assets/i18n/page.en.ftl"),
    include_str!("../../../../assets/i18n/senses.en.ftl"),
    include_str!("../../../../assets/i18n/settings.en.ftl"),
    include_str!("../../../../assets/i18n/welcome.en.ftl"),
    include_str!("../../../../assets/i18n/window.en.ftl"),
];

/// The files of a language, and the language that they are in: English where there are none.
pub(crate) fn of(_language: &str) -> (&'static str, &'static [&'static str]) {
    ("en", ENGLISH)
}
