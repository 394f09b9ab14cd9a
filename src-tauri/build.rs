//! Lets Tauri read its configuration at compile time.

fn main() {
    tauri_build::build();
}
