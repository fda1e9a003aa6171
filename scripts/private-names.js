/*
 * A plugin for Babel: private names become ordinary ones that no other class has, fields of them not enumerable. What Babel itself
 * makes of them for hosts without weak maps is slower and twice as long.
 */
export function privateNames({ types: t, template }) {
  const helper = template.statement(
    'function hideField(object, name, value) { Object.defineProperty(object, name, { value: value, writable: true }); }',
  );
  const hideField = template.statement('hideField(this, NAME, VALUE);');

  /** The names of a class, by its private ones. */
  const namesOf = new WeakMap();

  /** Where fields come to be: at the start of the constructor, or once it called that of the class above. */
  function initialize({ body, superClass }, statements) {
    const { body: code } = body.body.find(({ kind }) => kind === 'constructor').body;
    const start = superClass ? 1 + code.findIndex(({ expression }) => t.isSuper(expression?.callee)) : 0;
    code.splice(start, 0, ...statements);
  }

  let count;
  const declarations = {
    Class({ node }) {
      const names = node.body.body.filter(({ key }) => t.isPrivateName(key)).map(({ key }) => key.id.name);
      namesOf.set(node, new Map(names.map((name) => [name, `$${count++}`])));
    },
  };

  const uses = {
    PrivateName(path) {
      const { name } = path.node.id;
      const owner = path.findParent(({ node }) => namesOf.get(node)?.has(name));
      const own = namesOf.get(owner.node).get(name);
      // Where it is declared, a node of this kind may have no other key, so the class sees to that.
      if (path.parentPath.isMemberExpression()) path.replaceWith(t.identifier(own));
      else if (path.parentPath.isBinaryExpression({ operator: 'in' })) path.replaceWith(t.stringLiteral(own));
    },
    Class: {
      exit({ node }) {
        const statements = [];
        node.body.body = node.body.body.filter((member) => {
          if (!t.isPrivateName(member.key)) return true;
          const name = namesOf.get(node).get(member.key.id.name);
          if (member.static || t.isClassPrivateMethod(member)) {
            Object.assign(member, { type: member.type.replace('Private', ''), key: t.identifier(name) });
            return true;
          }
          statements.push(hideField({ NAME: t.stringLiteral(name), VALUE: member.value ?? t.identifier('undefined') }));
          return false;
        });
        if (statements.length > 0) initialize(node, statements);
      },
    },
  };

  return {
    visitor: {
      Program(program) {
        count = 0;
        program.traverse(declarations);
        program.traverse(uses);
        program.pushContainer('body', helper());
      },
    },
  };
}
