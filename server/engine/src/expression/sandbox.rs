//! The sandbox: one raw engine with chosen packages, every limit set, a deadline, and no way to call anything but the
//! functions of [`super::FUNCTIONS`].

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::OnceLock,
    time::{Duration, Instant},
};

use model::condition::ROOTS;
use rhai::{
    AST, ASTNode, Dynamic, Engine, Expr, FnCallExpr, Position, Scope, Stmt,
    packages::{
        ArithmeticPackage, BasicArrayPackage, BasicIteratorPackage, BasicMapPackage, BasicStringPackage, LogicPackage,
        Package,
    },
};

use super::{
    Fault,
    functions::{self, FUNCTIONS},
};

/// How long one evaluation may take. Operations bound neither time nor memory: one native call may take long.
pub(super) const DEADLINE: Duration = Duration::from_millis(50);
/// How many steps one evaluation may take.
const MOST_STEPS: u64 = 500_000;

/// Words of Rhai that are no part of our language: they would run text as code, write to the console, define named
/// functions that can call themselves, or loop without an end in sight. `for` stays: it walks what is there.
const DISABLED: [&str; 20] = [
    "eval",
    "print",
    "debug",
    "import",
    "export",
    "loop",
    "while",
    "do",
    "fn",
    "Fn",
    "call",
    "curry",
    "is_def_fn",
    "is_def_var",
    "is_shared",
    "type_of",
    "this",
    "try",
    "catch",
    "private",
];

thread_local! {
    /// When the evaluation that this thread is in must be over.
    static ENDS: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// The engine of expressions.
pub(super) fn expressions() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let mut engine = bare();
        ArithmeticPackage::new().register_into_engine(&mut engine);
        LogicPackage::new().register_into_engine(&mut engine);
        BasicStringPackage::new().register_into_engine(&mut engine);
        BasicArrayPackage::new().register_into_engine(&mut engine);
        BasicMapPackage::new().register_into_engine(&mut engine);
        BasicIteratorPackage::new().register_into_engine(&mut engine);
        functions::register(&mut engine);
        engine
    })
}

/// The engine of compiled conditions: the same sandbox with nothing in it but what `register` brings.
pub(crate) fn conditions(register: fn(&mut Engine)) -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let mut engine = bare();
        // The tree of a condition is bounded when it is compiled; see `condition`.
        engine.set_max_expr_depths(160, 1);
        register(&mut engine);
        engine
    })
}

/// An engine that can do nothing, with every limit set: the usual ones differ between debug and release builds.
fn bare() -> Engine {
    let mut engine = Engine::new_raw();
    engine
        .set_max_operations(MOST_STEPS)
        .set_max_call_levels(16)
        .set_max_expr_depths(64, 32)
        .set_max_variables(64)
        .set_max_functions(16)
        .set_max_string_size(200_000)
        .set_max_array_size(1_000)
        .set_max_map_size(5_000)
        .set_strict_variables(true)
        .on_progress(|step| {
            let is_over = step % 16 == 0 && ENDS.get().is_some_and(|ends| Instant::now() >= ends);
            is_over.then_some(Dynamic::UNIT)
        });
    for word in DISABLED {
        engine.disable_symbol(word);
    }
    engine
}

/// Compiles an expression and looks at every function it calls.
pub(super) fn compile(text: &str) -> Result<AST, Fault> {
    let mut known = Scope::new();
    for root in ROOTS {
        known.push(root, ());
    }
    let ast = expressions().compile_with_scope(&known, text).map_err(|error| Fault::parsing(&error, text))?;
    let mut wrong: Option<(String, Position)> = None;
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        let call: Option<(&FnCallExpr, Position)> = match path.last() {
            Some(
                ASTNode::Expr(Expr::FnCall(call, at) | Expr::MethodCall(call, at))
                | ASTNode::Stmt(Stmt::FnCall(call, at)),
            ) => Some((call, *at)),
            _ => None,
        };
        if let Some((call, at)) = call
            // A closure that reads variables from outside is compiled to a call of `curry`; nobody can write it.
            && !call.is_operator_call()
            && call.name != "curry"
            && !FUNCTIONS.contains(&call.name.as_str())
        {
            wrong = Some((call.name.to_string(), at));
        }
        wrong.is_none()
    });
    match wrong {
        Some((name, at)) => Err(Fault::at(format!("there is no function {name}"), at, text)),
        None => Ok(ast),
    }
}

/// Runs what was compiled, within the deadline. An evaluation inside another one shares the outer deadline.
pub(crate) fn run(engine: &Engine, scope: &mut Scope<'_>, ast: &AST, text: &str) -> Result<Dynamic, Fault> {
    let _deadline = Deadline::begin();
    // A panic in a library must stop this evaluation, not the work around it.
    match catch_unwind(AssertUnwindSafe(|| engine.eval_ast_with_scope::<Dynamic>(scope, ast))) {
        Ok(Ok(value)) => Ok(value.flatten()),
        Ok(Err(error)) => Err(Fault::running(*error, text)),
        Err(_) => Err(Fault::new("the evaluation broke down", text)),
    }
}

/// Sets the end of the outermost evaluation of this thread and takes it away again.
struct Deadline {
    outer: Option<Instant>,
}

impl Deadline {
    fn begin() -> Self {
        let outer = ENDS.get();
        ENDS.set(outer.or_else(|| Instant::now().checked_add(DEADLINE)));
        Self { outer }
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        ENDS.set(self.outer);
    }
}
