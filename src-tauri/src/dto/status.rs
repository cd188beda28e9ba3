//! How things stand. Asked at every piece of news, so it stays small.

use model::settings::{Contrast as TheirContrast, Motion as TheirMotion, TextSize, Theme as TheirTheme};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Look, Message};

/// "There is news": the window pulls what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, tauri_specta::Event)]
pub(crate) struct Revision(pub(crate) u32);

/// How things stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Status {
    /// Why Homewarden could not start. Then nothing else works.
    pub(crate) start_failed: Option<Message>,
    /// What the person must be told once.
    pub(crate) notices: Vec<Message>,
    /// It changes with what is shown.
    pub(crate) revision: Revision,
    /// The look that runs, or the last one since the start.
    pub(crate) look: Option<Look>,
    /// The example household is shown: nothing is sent, nothing is kept.
    pub(crate) example: bool,
    pub(crate) settings: Settings,
    pub(crate) appearance: Appearance,
}

/// What the desktop wants; none where it does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Appearance {
    pub(crate) dark: Option<bool>,
    pub(crate) more_contrast: Option<bool>,
    pub(crate) less_motion: Option<bool>,
}

/// How the window looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    theme: Theme,
    contrast: Contrast,
    motion: Motion,
    /// In percent: 100, 110, 125, 150, 175 or 200.
    text_size: u32,
}

/// Its colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Theme {
    /// As the desktop has it.
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How strongly things stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Contrast {
    /// As the desktop has it.
    System,
    /// More.
    More,
}

/// Whether things move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Motion {
    /// As the desktop has it.
    System,
    /// Less.
    Less,
}

impl From<model::Settings> for Settings {
    fn from(settings: model::Settings) -> Self {
        Self {
            theme: match settings.theme {
                TheirTheme::System => Theme::System,
                TheirTheme::Light => Theme::Light,
                TheirTheme::Dark => Theme::Dark,
            },
            contrast: match settings.contrast {
                TheirContrast::System => Contrast::System,
                TheirContrast::More => Contrast::More,
            },
            motion: match settings.motion {
                TheirMotion::System => Motion::System,
                TheirMotion::Less => Motion::Less,
            },
            text_size: settings.text_size.percent(),
        }
    }
}

impl From<Settings> for model::Settings {
    /// A size that there is not is the usual one.
    fn from(settings: Settings) -> Self {
        Self {
            theme: match settings.theme {
                Theme::System => TheirTheme::System,
                Theme::Light => TheirTheme::Light,
                Theme::Dark => TheirTheme::Dark,
            },
            contrast: match settings.contrast {
                Contrast::System => TheirContrast::System,
                Contrast::More => TheirContrast::More,
            },
            motion: match settings.motion {
                Motion::System => TheirMotion::System,
                Motion::Less => TheirMotion::Less,
            },
            text_size: TextSize::of(settings.text_size).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn settings_come_back_as_they_were_chosen() {
        let chosen = json!({ "theme": "dark", "contrast": "more", "motion": "less", "textSize": 175 });
        let settings: Settings = serde_json::from_value(chosen.clone()).unwrap();
        let kept = model::Settings::from(settings);
        assert_eq!(serde_json::to_value(Settings::from(kept)).unwrap(), chosen);
        let odd = Settings { text_size: 101, ..settings };
        assert_eq!(Settings::from(model::Settings::from(odd)).text_size, 100);
    }
}
