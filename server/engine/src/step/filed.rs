//! A ticket is filed: its clocks start and its run begins.

use std::collections::BTreeMap;

use model::{
    id::{RunId, VersionId},
    record::{Frame, FrameId, Happening, Run, RunState, Target, Visibility},
};

use super::{
    Matched,
    walk::{Walk, Walker},
};
use crate::{clock, refusal::Refusal};

pub(super) fn filed(walk: &mut Walk<'_>, flow: VersionId, policy: Option<&Matched>) -> Result<(), Refusal> {
    if walk.case.run.is_some() {
        return Err(Refusal::AlreadyRunning);
    }
    let program = walk.library.program(flow).ok_or(Refusal::NoSuchFlow)?;
    let ticket = &walk.case.ticket;
    let filed = Happening::Filed { channel: ticket.channel, fields: ticket.fields.clone() };
    walk.acted(filed, Visibility::Public);
    if let Some(matched) = policy {
        clock::start(walk, Target::FirstResponse, matched);
        clock::start(walk, Target::Resolution, matched);
    }
    let run = Run {
        id: RunId::new(walk.uuid()),
        ticket: walk.case.ticket.id,
        state: RunState::Active,
        tokens: Vec::new(),
        frames: vec![Frame { id: FrameId(0), flow, caller: None }],
        next_token: 0,
        next_frame: 1,
        done_by: BTreeMap::new(),
        passes: BTreeMap::new(),
        started_at: walk.now,
        version: 1,
    };
    walk.begin(run);
    walk.send(Walker { frame: FrameId(0), node: program.start().clone(), forks: Vec::new(), again: false });
    walk.go();
    Ok(())
}
