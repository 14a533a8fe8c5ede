//! An entry as a target of libFuzzer: its seeds are damaged as well as the bytes that libFuzzer makes up.

use docbind_fuzz::Entry;
use docbind_fuzz::mutate::{Random, damage};
use std::path::Path;
use std::sync::OnceLock;

/// Makes a target of an [`Entry`].
macro_rules! fuzz {
    ($entry:expr) => {
        libfuzzer_sys::fuzz_target!(|data: &[u8]| ($entry.run)(&String::from_utf8_lossy(data)));
        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
            entry::mutate(&$entry, data, size, max_size, seed)
        });
    };
}

/// Changes a text in place: as libFuzzer does, or by damage to it or to a seed. Gives its new size.
pub fn mutate(entry: &Entry, data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    static SEEDS: OnceLock<Vec<String>> = OnceLock::new();
    let seeds = SEEDS.get_or_init(|| (entry.seeds)(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")));
    let mut random = Random(u64::from(seed));
    if seeds.is_empty() || random.below(3) == 0 {
        return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
    }
    let own = String::from_utf8_lossy(&data[..size]).into_owned();
    let (first, other) = (&seeds[random.below(seeds.len())], &seeds[random.below(seeds.len())]);
    let text = if own.trim().is_empty() || random.below(3) == 0 { first } else { &own };
    let damaged = damage(text, other, &mut random);
    let size = damaged.len().min(max_size).min(data.len());
    data[..size].copy_from_slice(&damaged.as_bytes()[..size]);
    size
}
