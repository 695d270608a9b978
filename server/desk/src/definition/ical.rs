//! Holidays and moved working days from an iCal file, into the draft of a calendar.

use model::{
    Body, Code, Kind, Problem,
    calendar::{Calendar, Period},
    ical::{self, Brings, IcalFile},
    key::DefinitionKey,
    problem::has_error,
    role::Right,
    view::{HolidayRow, Holidays, Saved},
};

use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// What an iCal file holds of whole days, and what could not be read of it. Nothing is stored.
    pub async fn read_ical(&self, actor: &Actor, text: String) -> Result<IcalFile> {
        actor.may(Right::DesignDefinitions)?;
        let today = self.now().date_naive();
        self.0.thinkers.think(move || engine::calendar::ical::read(&text, today)).await
    }

    /// Takes the days of an iCal file into the actor's draft of a calendar, as their words mean; a dry run only says
    /// what would change. `working` are the hours of a working day that was moved to a weekend; those of the first
    /// working weekday, where none are given. The draft is published like any other.
    pub async fn take_holidays(
        &self,
        actor: &Actor,
        key: &DefinitionKey,
        text: String,
        working: Option<Vec<Period>>,
        dry_run: bool,
    ) -> Result<Holidays> {
        let file = self.read_ical(actor, text).await?;
        if has_error(&file.problems) {
            return Err(Error::Invalid(file.problems));
        }
        let page = self.definition(actor, Kind::Calendar, key).await?;
        let mut content = page.content;
        let Body::Calendar(calendar) = &mut content.body else { return Err(Error::NotFound) };
        let working = working.unwrap_or_else(|| ical::usual(calendar));
        if let Some(problem) = wrong_hours(&working) {
            return Err(Error::Invalid(vec![problem]));
        }
        let days: Vec<HolidayRow> = file
            .days
            .iter()
            .map(|day| HolidayRow { day: day.clone(), brings: day.brings(calendar, &working) })
            .collect();
        let changes = days.iter().any(|row| matches!(row.brings, Brings::New | Brings::Change));
        let mut saved: Option<Saved> = None;
        if changes && !dry_run {
            ical::take(calendar, &file.days, &working);
            saved = Some(self.save_draft(actor, content, page.revision, false).await?);
        }
        Ok(Holidays { days, problems: file.problems, saved })
    }
}

/// The problem of hours that no day could have.
fn wrong_hours(working: &[Period]) -> Option<Problem> {
    let week = std::array::from_fn(|day| if day == 0 { working.to_vec() } else { Vec::new() });
    let drawn = Calendar { format: Calendar::FORMAT, week, ..Calendar::default() };
    let found = model::check::calendar(&drawn).into_iter().find(|problem| problem.code != Code::NoWorkingTime);
    found.map(|problem| Problem { path: "/working".to_owned(), ..problem })
}
