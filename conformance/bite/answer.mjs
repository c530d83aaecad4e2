/** What a process that was forked says to a message, `{ late: true }` after so many seconds, or `ended` where it ends first. */
export function answerOf(child, message, seconds, ended) {
  return new Promise((resolve) => {
    const done = (answer) => {
      clearTimeout(timer);
      child.off('message', done);
      child.off('exit', gone);
      resolve(answer);
    };
    const gone = () => done(ended);
    const timer = setTimeout(() => done({ late: true }), seconds * 1000);
    child.on('message', done);
    child.on('exit', gone);
    if (message !== undefined) child.send(message);
  });
}
