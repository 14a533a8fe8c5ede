//! Where a client takes the runtime from: the registry, a folder, or its own folder.

use super::{Outcome, usage};
use crate::visible::{visible, visible_path};
use semver::{Version, VersionReq};
use std::path::{Path, PathBuf};
use toml::Table;

/// The arguments.
#[derive(clap::Args, Clone)]
pub(super) struct RuntimeOptions {
    /// Where the client takes docbind-runtime from.
    #[arg(long, value_enum, default_value_t = RuntimeSource::Registry, value_name = "SOURCE")]
    pub(super) runtime: RuntimeSource,
    /// Where the docbind-runtime crate lies, for a client that does not take it from the registry.
    #[arg(long, value_name = "DIR", conflicts_with = "runtime")]
    pub(super) runtime_path: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum RuntimeSource {
    /// From crates.io.
    Registry,
    /// From its own folder: the sources of the runtime are written beside those of the client.
    Vendored,
}

impl RuntimeOptions {
    /// Checks that a folder that was given holds the runtime that the client is for.
    pub(super) fn check(&self) -> Result<(), Outcome> {
        match &self.runtime_path {
            Some(folder) => check_folder(folder).map_err(|message| {
                usage(&format!(
                    "`--runtime-path {}`: {message}\n  \
                     help: give the folder `runtime` of docbind {}, or `--runtime vendored`",
                    visible_path(folder),
                    env!("CARGO_PKG_VERSION")
                ))
            }),
            None => Ok(()),
        }
    }

    /// The arguments as they were given, with a space before each.
    pub(super) fn as_given(&self) -> String {
        match (&self.runtime_path, self.runtime) {
            (Some(path), _) => format!(" --runtime-path {}", visible_path(path)),
            (None, RuntimeSource::Vendored) => " --runtime vendored".to_owned(),
            (None, RuntimeSource::Registry) => String::new(),
        }
    }
}

fn check_folder(folder: &Path) -> Result<(), String> {
    let manifest = read(&folder.join("Cargo.toml"))?;
    let package = manifest.get("package").and_then(|package| package.as_table());
    let name = package.and_then(|package| package.get("name")?.as_str()).unwrap_or_default();
    if name != "docbind-runtime" {
        return Err(match name {
            "" => "this is not the folder of a package".to_owned(),
            name => format!("this is the package `{}`, not docbind-runtime", visible(name)),
        });
    }
    let own = package.and_then(|package| package.get("version"));
    let version = match own.and_then(|version| version.as_str()) {
        Some(version) => version.to_owned(),
        None => version_of_workspace(folder).ok_or("its Cargo.toml says no version")?,
    };
    let wanted = env!("CARGO_PKG_VERSION");
    let fits = VersionReq::parse(wanted).ok().zip(Version::parse(&version).ok());
    match fits.is_some_and(|(wanted, version)| wanted.matches(&version)) {
        true => Ok(()),
        false => {
            Err(format!("this is version {}, and the client is for version {wanted}", visible(&version)))
        }
    }
}

fn read(manifest: &Path) -> Result<Table, String> {
    let text = std::fs::read_to_string(manifest).map_err(|_| "there is no Cargo.toml".to_owned())?;
    text.parse().map_err(|_| "its Cargo.toml cannot be read".to_owned())
}

/// The version that a package takes from the workspace around it.
fn version_of_workspace(folder: &Path) -> Option<String> {
    let absolute = folder.canonicalize().ok()?;
    absolute.ancestors().skip(1).find_map(|above| {
        let manifest = read(&above.join("Cargo.toml")).ok()?;
        Some(manifest.get("workspace")?.get("package")?.get("version")?.as_str()?.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_the_runtime_and_its_version_fits() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("runtime");
        let check = |manifest: &str| {
            std::fs::create_dir_all(&at).unwrap();
            std::fs::write(at.join("Cargo.toml"), manifest).unwrap();
            check_folder(&at)
        };
        let own = env!("CARGO_PKG_VERSION");
        let of = |version: &str| format!("[package]\nname = \"docbind-runtime\"\n{version}\n");
        assert_eq!(check(&of(&format!("version = \"{own}\""))), Ok(()));
        assert!(check(&of("version = \"99.0.0\"")).unwrap_err().contains("version 99.0.0"));
        assert!(check(&of("")).unwrap_err().contains("no version"));
        assert!(check("[package]\nname = \"serde\"\n").unwrap_err().contains("`serde`"));
        assert!(check("[workspace]\n").unwrap_err().contains("not the folder"));
        assert!(check_folder(folder.path()).unwrap_err().contains("no Cargo.toml"));
        let workspace = format!("[workspace.package]\nversion = \"{own}\"\n");
        std::fs::write(folder.path().join("Cargo.toml"), workspace).unwrap();
        assert_eq!(check(&of("version.workspace = true")), Ok(()));
    }
}
