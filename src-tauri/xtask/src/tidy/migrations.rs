//! Migrations only add: one that has landed is never edited, renamed or removed, because workstations have run it.

/// `changes` is `git diff --name-status origin/main -- migrations`.
pub fn check(changes: &str) -> Vec<String> {
    changes
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(status, file)| *status != "A" && file.ends_with(".sql"))
        .map(|(_, file)| {
            let file = file.split('\t').next().unwrap_or(file);
            format!("{file} is on origin/main and was changed; add a new migration instead")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_added_migration_is_fine_and_a_changed_one_is_told() {
        assert_eq!(check("A\tmigrations/local/0002_alerts.sql\n"), Vec::<String>::new());
        for changed in [
            "M\tmigrations/local/0001_a.sql",
            "D\tmigrations/local/0001_a.sql",
            "R100\tmigrations/local/0001_a.sql\tmigrations/local/0001_b.sql",
        ] {
            let told = check(changed);
            assert_eq!(
                told,
                ["migrations/local/0001_a.sql is on origin/main and was changed; add a new migration instead"]
            );
        }
    }
}
