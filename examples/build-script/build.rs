fn main() {
    docbind::build("pages");
}
