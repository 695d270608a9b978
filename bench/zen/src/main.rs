//! Answers lines with lines, so that another process can take turns with it: `table` and a decision table as JSON,
//! `facts` and a JSON object, `run` and a number of evaluations. The answer to `run` is how many nanoseconds all of them
//! took and how many rows matched in the last one.

use std::{
    error::Error,
    io::{BufRead, Write},
    time::Instant,
};

use serde_json::Value;
use zen_engine::{Decision, Variable, model::GraphContent};

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let (mut decision, mut facts) = (None, Variable::Null);
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match verb {
            "table" => {
                let content: GraphContent = serde_json::from_str(rest)?;
                let mut made = Decision::from(content);
                // Cells are compiled and columns indexed before the first evaluation.
                made.compile();
                decision = Some(made);
                writeln!(out, "ready")?;
            }
            "facts" => {
                facts = serde_json::from_str::<Value>(rest)?.into();
                writeln!(out, "ready")?;
            }
            "run" => {
                let decision = decision.as_ref().ok_or("there is no table yet")?;
                let count: u32 = rest.parse()?;
                let (took, matched) = runtime.block_on(async {
                    let (began, mut matched) = (Instant::now(), 0);
                    for _ in 0..count {
                        let answer = decision.evaluate(facts.clone()).await.map_err(|error| error.to_string())?;
                        if let Variable::Array(rows) = std::hint::black_box(&answer.result) {
                            matched = rows.borrow().len();
                        }
                    }
                    Ok::<_, String>((began.elapsed(), matched))
                })?;
                writeln!(out, "{} {matched}", took.as_nanos())?;
            }
            _ => return Err(format!("{verb} is no verb").into()),
        }
        out.flush()?;
    }
    Ok(())
}
