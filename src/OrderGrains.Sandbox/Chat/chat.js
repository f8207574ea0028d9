// Plays the salesperson of OmniChat: each edit goes to the hub's order-checker, in the shape of its page (developers.omni.chat, How to implement the OrderChecker API), the finished
// cart to order-provisioning (developers.omni.chat, How to implement the OrderProvisioning API). What the checker answers is applied as OmniChat would.
'use strict';

const get = id => document.getElementById(id);
const reais = value => value.toLocaleString('pt-BR', { style: 'currency', currency: 'BRL' });
const fields = ['name', 'lastName', 'document', 'email', 'zip', 'coupon'];
const statuses = {
  Draft: 'Carrinho em edição', Provisioning: 'Registrando na loja…', Placed: 'Registrado na loja; aguarda pagamento',
  PaymentRejected: 'Pagamento recusado', Paid: 'Pago', Preparing: 'Em preparação', InTransit: 'A caminho',
  Delivered: 'Entregue', Cancelled: 'Cancelado',
};
let settings, cart, sent = 0;

function fresh() {
  cart = { id: 'CHAT-' + Date.now().toString(36).toUpperCase(), lines: [], next: 1, freight: 0, discount: 0, mode: 'ABSOLUTE', placed: false };
  get('order-id').textContent = cart.id;
  for (const id of ['answer', 'timeline', 'json']) get(id).textContent = '';
  get('moves').hidden = get('corrected').hidden = true;
  say('verdict', 'muted', 'Adicione um item para conferir o carrinho.');
  say('status', 'muted', 'Ainda não finalizado.');
  show();
}

function order() {
  const text = id => get(id).value.trim() || null;
  return {
    objectId: cart.id, eventType: 'ORDER_UPDATE', canAcceptCreditCard: true, canAcceptPix: true,
    coupon: text('coupon'), salesChannel: 'WhatsApp', discount: cart.discount, discountMode: cart.mode, freightCost: cart.freight,
    customer: {
      objectId: 'CUSTOMER', name: text('name'), lastName: text('lastName'), taxDocumentnumber: text('document'), email: text('email'),
      phoneCountryCode: '55', phoneAreaCode: '19', phoneNumber: '999999999',
    },
    shippingAddress: {
      addressLine1: 'Rua das Flores', number: '213', suburb: 'Cambuí', zip: text('zip'), recipient: text('name'),
      addressState: 'SP', city: 'Campinas', country: 'BRA',
    },
    items: cart.lines.map(line => ({
      objectId: line.id, name: line.name, externalId: line.sku, quantity: line.quantity, price: line.price, isGift: line.isGift,
      shippingMethod: line.method,
    })),
  };
}

const hook = (name, body) => fetch(`/hooks/${settings.tenant}/omnichat/${name}`, {
  method: 'POST', headers: { 'Content-Type': 'application/json', [settings.headerName]: settings.headerValue }, body: JSON.stringify(body),
});

// Until the answer changes nothing more, as OmniChat checks again what an answer changed.
async function check(round = 0) {
  const turn = ++sent;
  show();
  const started = performance.now();
  const answer = await hook('order-checker', order());
  const body = await answer.json();
  if (turn !== sent) return;
  const actions = Array.isArray(body) ? body : [];
  get('json').textContent = JSON.stringify(body, null, 2);
  const took = Math.round(performance.now() - started);
  say('verdict', answer.status === 200 ? 'good' : 'bad', answer.status === 200
    ? `Pode finalizar (resposta ${answer.status} em ${took} ms).` : `Não pode finalizar (resposta ${answer.status} em ${took} ms).`);
  cart.blocked = answer.status !== 200;
  const changed = apply(actions);
  tell(actions);
  show();
  if (changed && round < 3) await check(round + 1);
}

function apply(actions) {
  const before = JSON.stringify(order());
  for (const line of cart.lines) line.told = [];
  for (const action of actions) {
    const line = cart.lines.find(one => one.id === action.componentId);
    if (line && action.message) line.told.push(action);
    if (line && action.shippingOptions) {
      line.options = action.shippingOptions;
      line.method = action.shippingMethod ?? line.method ?? action.shippingOptions[0].id;
    }
    if (action.component === 'FREIGHT') cart.freight = action.freightCost;
    if (action.discount !== undefined) [cart.discount, cart.mode] = [action.discount, action.discountMode];
    if (action.isGift) put(action.item.externalId, action.item.name, action.item.price, true, action.shippingMethod);
  }
  return before !== JSON.stringify(order());
}

function put(sku, name, price, isGift, method) {
  const known = cart.lines.find(line => line.sku === sku && line.isGift === isGift);
  if (known) known.quantity += isGift ? 0 : 1;
  else cart.lines.push({ id: `ITEM-${cart.next++}`, sku, name, price, isGift, quantity: 1, method, options: [], told: [] });
}

function tell(actions) {
  const list = get('answer');
  list.textContent = '';
  for (const action of actions) {
    const item = document.createElement('li');
    item.className = action.action === 'ERROR' ? 'error' : '';
    item.textContent = action.message ?? (action.isGift ? `Brinde no pedido: ${action.item.name}`
      : `Entrega de ${cart.lines.find(line => line.id === action.componentId)?.name ?? 'item'}: ${(action.shippingOptions ?? []).map(option => `${option.name} ${reais(option.price)}`).join(', ')}`);
    list.append(item);
  }
}

function show() {
  const rows = get('lines');
  rows.textContent = '';
  for (const line of cart.lines) rows.append(row(line));
  get('empty').hidden = cart.lines.length > 0;
  const goods = cart.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  const discount = Math.min(goods, cart.mode === 'PERCENTAGE' ? goods * cart.discount / 100 : cart.discount);
  const totals = [['Itens', goods], ['Desconto', -discount], ['Frete', cart.freight], ['Total', goods - discount + cart.freight]];
  get('totals').innerHTML = totals.map(([name, value]) => `<dt>${name}</dt><dd>${reais(value)}</dd>`).join('');
  get('finish').disabled = cart.placed || cart.blocked || cart.lines.length === 0;
}

function row(line) {
  const tr = document.createElement('tr');
  const cell = content => { const td = document.createElement('td'); td.append(content); tr.append(td); return td; };
  const name = cell(line.name + (line.isGift ? ' (brinde)' : ''));
  for (const action of line.told) {
    const told = document.createElement('span');
    told.className = `told ${action.action === 'ERROR' ? 'error' : ''}`;
    told.textContent = action.message;
    name.append(told);
  }
  const quantity = Object.assign(document.createElement('input'), { type: 'number', min: 1, value: line.quantity });
  quantity.setAttribute('aria-label', `Quantidade de ${line.name}`);
  quantity.onchange = () => { line.quantity = Math.max(1, Math.floor(Number(quantity.value) || 1)); check(); };
  cell(quantity);
  cell(reais(line.price));
  const method = document.createElement('select');
  method.setAttribute('aria-label', `Entrega de ${line.name}`);
  method.append(...line.options.map(option => new Option(`${option.name} · ${reais(option.price)}`, option.id)));
  method.value = line.method ?? '';
  method.disabled = line.options.length === 0;
  method.onchange = () => { line.method = method.value; check(); };
  cell(method);
  const remove = Object.assign(document.createElement('button'), { type: 'button', className: 'quiet', textContent: 'Remover' });
  remove.onclick = () => { cart.lines = cart.lines.filter(one => one !== line); check(); };
  cell(remove);
  return tr;
}

function say(id, kind, text) {
  get(id).className = kind;
  get(id).textContent = text;
}

async function finish() {
  cart.placed = true;
  show();
  const answer = await hook('order-provisioning', order());
  if (!answer.ok) {
    cart.placed = false;
    say('status', 'bad', `A loja não aceitou o pedido (resposta ${answer.status}).`);
    show();
    return;
  }
  get('moves').hidden = false;
  follow(cart.id, 0);
}

// Reads the order for a minute after the last thing that was done to it.
async function follow(id, times) {
  if (id !== cart.id || times > 60) return;
  const answer = await fetch(`/api/orders/${settings.tenant}/omnichat/${id}`, { headers: { 'X-Api-Key': settings.operatorKey } });
  if (answer.ok && id === cart.id) {
    const seen = await answer.json();
    const vtex = seen.vtex.orderId ? ` · VTEX ${seen.vtex.orderId}` : '';
    const why = seen.attention ? ` · ${seen.attention.message}` : '';
    say('status', seen.status === 'Cancelled' || seen.attention ? 'bad' : 'good',
      `${statuses[seen.status] ?? seen.status} · OmniChat ${seen.omniChat.status ?? 'ainda não avisado'}${vtex}${why}`);
    const list = get('timeline');
    list.textContent = '';
    for (const line of seen.timeline.slice(-12)) {
      const item = document.createElement('li');
      item.textContent = `${new Date(line.at).toLocaleTimeString('pt-BR')} ${line.operation}: ${line.message}`;
      list.append(item);
    }
  }
  await correct(id);
  setTimeout(() => follow(id, times + 1), 1000);
}

// What the shop told OmniChat of the order as it was placed (updateCheckoutData): the cart shows that from then on.
async function correct(id) {
  const seen = await (await fetch(`/sandbox/ledger?target=omnichat&order=${id}`)).json();
  const told = seen.standing.omniChat[0]?.checkout;
  if (!told || id !== cart.id) return;
  const { selectedShippingAddress: address, selectedFreight: freight, discount } = told;
  if (freight) cart.freight = freight.freightCost;
  if (discount) [cart.discount, cart.mode] = [discount.value, discount.mode];
  const parts = [
    address && `endereço ${address.addressLine1}, ${address.number}, ${address.city}`,
    freight && `frete ${reais(freight.freightCost)} (${freight.shippingMethod})`,
    discount && `desconto ${discount.mode === 'PERCENTAGE' ? `${discount.value} %` : reais(discount.value)}`,
  ];
  get('corrected').hidden = false;
  get('corrected').textContent = `A loja corrigiu o pedido no OmniChat: ${parts.filter(part => part).join('; ')}.`;
  show();
}

async function start() {
  settings = await (await fetch('/sandbox/chat/settings')).json();
  get('product').append(...settings.products.map((one, i) => new Option(`${one.name} · ${reais(one.price)}`, i)));
  get('hints').append(...settings.hints.map(hint => Object.assign(document.createElement('li'), { textContent: hint })));
  get('add').onclick = () => { const one = settings.products[get('product').value]; put(one.sku, one.name, one.price, false); check(); };
  get('fresh').onclick = fresh;
  get('finish').onclick = finish;
  for (const id of fields) get(id).onchange = () => cart.lines.length > 0 && check();
  for (const button of document.querySelectorAll('[data-chat]')) {
    button.onclick = async () => {
      const change = { status: button.dataset.chat, responsible: 'salesperson', message: '', updatedAt: new Date().toISOString() };
      await hook('status-change', { order: { objectId: cart.id }, statusChange: change });
      follow(cart.id, 0);
    };
  }
  fresh();

  // ?play fills and finishes a cart by itself: for a demonstration, or a picture of the page.
  if (new URLSearchParams(location.search).has('play')) {
    get('coupon').value = 'CHAT10';
    put('1003', 'Tênis', 129, false);
    cart.lines[0].quantity = 3;
    await check();
    await finish();
  }
}

start();
