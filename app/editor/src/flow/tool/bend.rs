//! Bending links by hand.

use model::{flow::Point, key::LinkKey};

use super::{Act, Next, Scene, Tool};
use crate::{
    Word,
    flow::{Edit, SetLink},
    geometry::on_grid,
};

fn bends(link: &LinkKey, scene: &Scene<'_>) -> Option<Vec<Point>> {
    scene.flow.links.iter().find(|one| one.key == *link).map(|link| link.bends.clone())
}

fn set(link: &LinkKey, bends: Vec<Point>) -> Act {
    Act::Make(Box::new(Edit::SetLink { link: link.clone(), to: SetLink::Bends(bends) }))
}

/// A bend is taken hold of.
pub(super) fn begins(link: &LinkKey, index: usize, at: Point, scene: &Scene<'_>) -> Next {
    let (tool, more) = moved(link.clone(), index, at, scene);
    (tool, [Act::Begin(Word::Bend)].into_iter().chain(more).collect())
}

/// A piece of a link is taken hold of: it gets a new bend there.
pub(super) fn adds(link: &LinkKey, piece: usize, at: Point, scene: &Scene<'_>) -> Next {
    let (Some(mut all), Some(route)) = (bends(link, scene), scene.routes.route(link)) else {
        return (Tool::Idle, Vec::new());
    };
    let is_before = |bend: &&Point| route.nearest(**bend).is_some_and(|(own, _)| own < piece);
    let index = all.iter().filter(is_before).count();
    all.insert(index, on_grid(at));
    (Tool::Bending { link: link.clone(), index }, vec![Act::Begin(Word::Bend), set(link, all)])
}

/// The bend was dragged on.
pub(super) fn moved(link: LinkKey, index: usize, at: Point, scene: &Scene<'_>) -> Next {
    let mut acts = Vec::new();
    if let Some(mut all) = bends(&link, scene)
        && let Some(bend) = all.get_mut(index)
        && *bend != on_grid(at)
    {
        *bend = on_grid(at);
        acts.push(set(&link, all));
    }
    (Tool::Bending { link, index }, acts)
}

/// A bend is taken away.
pub(super) fn removed(link: &LinkKey, index: usize, scene: &Scene<'_>) -> Vec<Act> {
    let Some(mut all) = bends(link, scene).filter(|all| index < all.len()) else { return Vec::new() };
    all.remove(index);
    vec![set(link, all)]
}
