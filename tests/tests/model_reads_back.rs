//! The model of every case, and that of Nexudus, reads back from what `docbind model` writes.

use docbind::load_spec;
use docbind::model::ModelFile;
use docbind::read_spec;
use docbind::testing::lowering::lower_with_lock;
use std::path::Path;

fn check(folder: &Path) {
    let spec = load_spec(folder).expect("the spec loads");
    let api = read_spec(&spec).api;
    let text = ModelFile::new(api.clone(), None, None).render().expect("a model is JSON");
    let read = ModelFile::parse(&text).expect("the model reads back").into_api();
    assert_eq!(read, api, "{}", folder.display());
    assert_eq!(ModelFile::new(read.clone(), None, None).render().unwrap(), text, "{}", folder.display());
    let lock = spec.lock.unwrap_or_default();
    let (before, after) = [&api, &read].map(|api| lower_with_lock(api, &spec.config, &lock).1).into();
    assert_eq!(before, after, "{}", folder.display());
}

#[test]
fn every_model_reads_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for entry in root.join("cases").read_dir().expect("the cases").flatten() {
        let input = entry.path().join("input");
        if input.is_dir() {
            check(&input);
            count += 1;
        }
    }
    assert!(count > 50, "{count}");
    check(&root.join("../specs/nexudus"));
}
