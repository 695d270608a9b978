//! A ticket is filed: its clocks start and its run begins.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    id::{RunId, VersionId},
    key::NodeKey,
    record::{Frame, FrameId, Happening, Run, RunState, Target, Visibility},
};

use super::walk::{Walk, Walker};
use crate::{clock, policy, refusal::Refusal};

pub(super) fn filed(walk: &mut Walk<'_>, flow: VersionId) -> Result<(), Refusal> {
    if walk.case.run.is_some() {
        return Err(Refusal::AlreadyRunning);
    }
    let program = walk.library.program(flow).ok_or(Refusal::NoSuchFlow)?;
    let ticket = &walk.case.ticket;
    let filed = Happening::Filed { channel: ticket.channel, fields: ticket.fields.clone() };
    walk.new_ticket = true;
    walk.acted(filed, Visibility::Public);
    match policy::matched(walk) {
        Ok(None) => {}
        Ok(Some(matched)) => {
            clock::start(walk, Target::FirstResponse, &matched);
            clock::start(walk, Target::Resolution, &matched);
        }
        Err(trouble) => walk.incident(None, &trouble, false),
    }
    begin(walk, flow, program.start().clone());
    Ok(())
}

/// Begins a run of a flow and walks it as far as it goes.
pub(super) fn begin(walk: &mut Walk<'_>, flow: VersionId, start: NodeKey) {
    let run = Run {
        id: RunId::new(walk.uuid()),
        ticket: walk.case.ticket.id,
        state: RunState::Active,
        tokens: Vec::new(),
        frames: vec![Frame::new(FrameId(0), flow, None)],
        next_token: 0,
        next_frame: 1,
        done_by: BTreeMap::new(),
        agreed_by: BTreeSet::new(),
        passes: BTreeMap::new(),
        ruled: BTreeMap::new(),
        hold: None,
        started_at: walk.now,
        version: 1,
    };
    walk.case.run = Some(run);
    walk.send(Walker::new(FrameId(0), start));
    walk.go();
}
