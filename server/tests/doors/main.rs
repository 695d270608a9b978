//! The doors as browsers and programs see them: a real listener, a real database, SQLite always and PostgreSQL where
//! `DESKLOOM_TEST_POSTGRES` names a server.

#[cfg(test)]
mod access;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod command;
#[cfg(test)]
mod definitions;
#[cfg(test)]
mod house;
#[cfg(test)]
mod live;
#[cfg(test)]
mod machine;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod repeat;
