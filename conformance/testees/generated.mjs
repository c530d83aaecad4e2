// The generated TypeScript codecs as a testee: migspec conform --testee 'node conformance/testees/generated.mjs'
import { FrameReader, frame, generatedTestee } from '../dist/testee/index.js';

const testee = await generatedTestee();
const reader = new FrameReader();
process.stdin.on('data', (chunk) => {
  reader.push(chunk);
  for (let request = reader.next(); request !== undefined; request = reader.next()) process.stdout.write(frame(testee.reply(request)));
});
